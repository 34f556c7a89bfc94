TOMBSTONE = object()


    def __delitem__(self, key: object) -> None:
        index = self._find(key)
        if not isinstance(self.slots[index], tuple):
            raise KeyError(key)
        self.slots[index] = TOMBSTONE

    def _find(self, key: object) -> int:
        index, free = hash(key) % len(self.slots), -1
        while (slot := self.slots[index]) is not EMPTY:
            if slot is TOMBSTONE:
                free = index if free < 0 else free
            elif slot[0] == key:
                return index
            index = (index + 1) % len(self.slots)
        return index if free < 0 else free
