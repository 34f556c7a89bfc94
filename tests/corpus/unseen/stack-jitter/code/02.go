// Delay returns how long to wait before the given attempt, counted from zero.
func Delay(base, limit time.Duration, attempt int) time.Duration {
	if attempt > 30 {
		attempt = 30 // 1<<31 would overflow on 32-bit builds
	}
	d := base << attempt
	if d > limit || d <= 0 {
		d = limit
	}

	return time.Duration(rand.Int63n(int64(d) + 1))
}
