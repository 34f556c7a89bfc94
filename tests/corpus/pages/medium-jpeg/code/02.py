from math import cos, pi, sqrt


def dct(row):
    size = len(row)
    out = []
    for k in range(size):
        total = sum(
            value * cos(pi * k * (2 * i + 1) / (2 * size))
            for i, value in enumerate(row)
        )
        out.append(total * sqrt((1 if k == 0 else 2) / size))
    return out


print([round(x) for x in dct([50, 52, 55, 59, 64, 70, 77, 85])])
# [181, -32, 6, -3, 1, -1, 0, 0]
