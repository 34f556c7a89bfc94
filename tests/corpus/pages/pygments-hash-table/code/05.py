    def _grow(self) -> None:
        living = [s for s in self.slots if s is not EMPTY and s is not TOMBSTONE]
        size = len(self.slots)
        if len(living) * 3 > size:
            size *= 2
        self.slots, self.used = [EMPTY] * size, 0
        for key, value in living:
            self[key] = value
