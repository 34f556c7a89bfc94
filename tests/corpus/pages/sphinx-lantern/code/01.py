import httpx
from lantern import retry


@retry(on=(httpx.ConnectError, httpx.ReadTimeout), attempts=4)
def forecast(city: str) -> dict[str, float]:
    response = httpx.get(f"https://weather.example/{city}", timeout=2)
    response.raise_for_status()
    return response.json()
