mux.HandleFunc("/live", func(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusNoContent) // 프로세스가 살아 있으면 충분하다
})

mux.HandleFunc("/ready", func(w http.ResponseWriter, r *http.Request) {
	if !cache.Warm() || db.PingContext(r.Context()) != nil {
		http.Error(w, "not yet", http.StatusServiceUnavailable)
	}
})
