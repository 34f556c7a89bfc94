func main() {
	if true {
		fmt.Println("two tabs in front of this")
	}

	os.Exit(0)
}
