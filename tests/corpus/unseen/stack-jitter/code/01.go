func fetch(ctx context.Context, url string) (*Job, error) {
	for attempt := 0; attempt < 5; attempt++ {
		job, err := get(ctx, url)
		if err == nil {
			return job, nil
		}
		// every client on earth waits for the same two seconds
		time.Sleep(2 * time.Second)
	}
	return nil, errGaveUp
}
