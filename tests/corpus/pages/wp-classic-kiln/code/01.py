STEPS = [(150, 600), (80, 1060), (0, 1060)]  # degrees an hour, target


def wanted(minutes: float, start: float = 20) -> float:
    for slope, target in STEPS:

        if slope and minutes * slope / 60 < target - start:
            return start + minutes * slope / 60
        minutes -= (target - start) * 60 / slope if slope else 0
        start = target
    return start
