from datetime import datetime
from zoneinfo import ZoneInfo

zone = ZoneInfo("Europe/Berlin")
for fold in (0, 1):
    print(datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=zone).astimezone(ZoneInfo("UTC")))
