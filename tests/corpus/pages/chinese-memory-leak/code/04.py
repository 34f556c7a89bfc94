from functools import lru_cache


class Formatter:
    def __init__(self, locale: str) -> None:
        self.locale = locale

    @lru_cache(maxsize=None)
    def money(self, amount: int, currency: str) -> str:
        return f"{amount / 100:,.2f} {currency}"
