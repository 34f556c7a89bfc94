def to_ycbcr(red, green, blue):
    y = 0.299 * red + 0.587 * green + 0.114 * blue
    cb = 128 + 0.564 * (blue - y)
    cr = 128 + 0.713 * (red - y)
    return y, cb, cr
