from math import sin


def anomaly(mean: float, flat: float) -> float:
    guess = mean

    for _ in range(4):
        guess -= (guess - flat * sin(guess) - mean) / (1 - flat)
    return guess
