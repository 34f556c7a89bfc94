double pairwise(const double *x, size_t n)
{
    if (n <= 32) {
        double sum = 0.0;
        for (size_t i = 0; i < n; i++)
            sum += x[i];
        return sum;
    }
    size_t half = n / 2;
    return pairwise(x, half) + pairwise(x + half, n - half);
}
