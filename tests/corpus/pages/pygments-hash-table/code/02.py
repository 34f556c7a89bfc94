    def __setitem__(self, key: object, value: object) -> None:
        index = self._find(key)
        if self.slots[index] is EMPTY:
            self.used += 1
        self.slots[index] = (key, value)
        if self.used * 3 > len(self.slots) * 2:
            self._grow()

    def _grow(self) -> None:
        old = [slot for slot in self.slots if slot is not EMPTY]
        self.slots = [EMPTY] * (len(self.slots) * 2)
        self.used = 0
        for key, value in old:
            self[key] = value
