var (
	mu   sync.Mutex
	jobs []Job
)

func enqueue(w http.ResponseWriter, r *http.Request) {
	var job Job
	if err := json.NewDecoder(r.Body).Decode(&job); err != nil {
		http.Error(w, "bad job", http.StatusBadRequest)
		return
	}
	mu.Lock()
	jobs = append(jobs, job)
	mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
}
