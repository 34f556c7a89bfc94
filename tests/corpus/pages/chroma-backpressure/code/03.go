func (p *Pool) TrySubmit(job Job) bool {
	select {
	case p.jobs <- job:
		return true
	default:
		return false
	}
}

func handler(p *Pool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		job, err := decode(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if !p.TrySubmit(job) {
			w.Header().Set("Retry-After", strconv.Itoa(1+rand.IntN(5)))
			http.Error(w, "busy, try again soon", http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusAccepted)
	}
}
