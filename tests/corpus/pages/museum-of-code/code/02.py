def gray(n: int) -> int:
    """The n-th Gray code: neighbours differ in one bit."""
    return n ^ (n >> 1)


print([f"{gray(n):03b}" for n in range(8)])
