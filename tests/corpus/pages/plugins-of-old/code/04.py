import math

math.tau
