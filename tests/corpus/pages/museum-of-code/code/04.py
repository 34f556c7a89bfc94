import random


def sample(stream, size):
    kept = []
    for seen, item in enumerate(stream, 1):
        if len(kept) < size:
            kept.append(item)
        elif (slot := random.randrange(seen)) < size:
            kept[slot] = item
    return kept
