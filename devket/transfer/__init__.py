"""In and out: whole libraries from files of other programs, and into files of one's own."""
