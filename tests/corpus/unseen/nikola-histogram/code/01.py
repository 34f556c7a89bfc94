import numpy as np

levels = np.loadtxt("levels.csv", delimiter=",", usecols=1)
counts, edges = np.histogram(levels)

for count, left, right in zip(counts, edges, edges[1:]):
    print(f"{left:6.2f} – {right:6.2f}  {'█' * (count // 20)}")
