@lru_cache(maxsize=1024)
def format_money(amount: int, currency: str, locale: str) -> str:
    return f"{amount / 100:,.2f} {currency}"
