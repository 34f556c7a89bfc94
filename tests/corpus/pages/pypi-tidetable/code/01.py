from datetime import date

from tidetable import harbour

for tide in harbour("Cuxhaven").tides(date(2026, 5, 1)):
    print(tide.kind, tide.at.isoformat(timespec="minutes"), f"{tide.metres:+.2f} m")
