def bin_width(values: np.ndarray) -> float:
    """Freedman–Diaconis, rounded up to the gauge's own step of 5 cm."""
    q75, q25 = np.percentile(values, [75, 25])
    raw = 2 * (q75 - q25) / len(values) ** (1 / 3)

    return max(0.05, np.ceil(raw / 0.05) * 0.05)
