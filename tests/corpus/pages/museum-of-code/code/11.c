unsigned popcount(unsigned x) {
    unsigned n = 0;
    for (; x; x &= x - 1)
        n++;
    return n;
}
