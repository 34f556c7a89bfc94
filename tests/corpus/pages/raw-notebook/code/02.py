waves = [np.ptp(part) for part in np.split(heights, crossings)[1:-1]]
highest = sorted(waves)[-len(waves) // 3 :]
print(f"{len(waves)} waves, {np.mean(highest):.2f} m")
