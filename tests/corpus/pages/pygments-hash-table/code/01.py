EMPTY = object()


class Table:
    def __init__(self) -> None:
        self.slots: list[object] = [EMPTY] * 8
        self.used = 0

    def _find(self, key: object) -> int:
        index = hash(key) % len(self.slots)
        while self.slots[index] is not EMPTY and self.slots[index][0] != key:
            index = (index + 1) % len(self.slots)
        return index
