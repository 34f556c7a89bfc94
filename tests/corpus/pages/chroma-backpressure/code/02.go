type Pool struct {
	jobs chan Job
	wg   sync.WaitGroup
}

func NewPool(workers, waiting int, work func(Job)) *Pool {
	p := &Pool{jobs: make(chan Job, waiting)}
	for range workers {
		p.wg.Go(func() {
			for job := range p.jobs {
				work(job)
			}
		})
	}
	return p
}

// Submit waits until there is room or the caller gives up.
func (p *Pool) Submit(ctx context.Context, job Job) error {
	select {
	case p.jobs <- job:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Pool) Close() {
	close(p.jobs)
	p.wg.Wait()
}
