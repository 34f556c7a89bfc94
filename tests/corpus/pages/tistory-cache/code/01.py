from functools import lru_cache


@lru_cache(maxsize=1024)
def price_of(sku: str) -> int:
    return database.price(sku)
