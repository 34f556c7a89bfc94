def places(item: bytes, size: int) -> tuple[int, int]:
    first = hash(item) % size
    return first, (first ^ hash(fingerprint(item))) % size
