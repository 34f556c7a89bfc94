var served tally.Counter

func handle(w http.ResponseWriter, r *http.Request) {
	served.Add(1)
	fmt.Fprintln(w, served.Load())
}
