def share(total: int, people: int) -> list[int]:
    """Split `total` cents so that the parts add up to it again."""
    part, rest = divmod(total, people)
    return [part + 1] * rest + [part] * (people - rest)


print(share(1000, 3))  # [334, 333, 333]
