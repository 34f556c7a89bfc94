if r == '\u00ad' {
	return r
}
