from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(amount: str) -> Decimal:
    return Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)


assert cents("2.675") == Decimal("2.68")
assert cents("2.665") == Decimal("2.67")
