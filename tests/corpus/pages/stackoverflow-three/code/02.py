from itertools import chain

flat = list(chain.from_iterable(rows))
