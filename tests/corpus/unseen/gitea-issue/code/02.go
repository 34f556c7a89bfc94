func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1 // drops soft hyphens, too
		}
		return r
	}, s)
}
