def kahan(values):
    total = lost = 0.0
    for value in values:
        value -= lost
        new = total + value
        lost = (new - total) - value
        total = new
    return total
