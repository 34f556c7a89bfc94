import numpy as np

heights = np.loadtxt("buoy.txt")
crossings = np.flatnonzero((heights[:-1] < 0) & (heights[1:] >= 0))
