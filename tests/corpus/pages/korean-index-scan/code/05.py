import logging
import time
from contextlib import contextmanager

log = logging.getLogger("느린_쿼리")


@contextmanager
def 시간재기(이름: str, 기준: float = 0.2):
    시작 = time.perf_counter()
    try:
        yield
    finally:
        걸린 = time.perf_counter() - 시작
        if 걸린 > 기준:
            log.warning("%s: %.0f ms", 이름, 걸린 * 1000)
