func (w *Worker) run(job Job) {
	if time.Now().After(job.Deadline) {
		w.expired.Add(1)
		return
	}
	ctx, cancel := context.WithDeadline(context.Background(), job.Deadline)
	defer cancel()
	w.do(ctx, job)
}
