from math import fsum

total = 0.0
for _ in range(10):
    total += 0.1

assert total != 1.0
assert fsum([0.1] * 10) == 1.0
