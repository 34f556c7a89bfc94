package main

import (
	"fmt"
	"regexp"
	"strings"
)

func main() {
	re := regexp.MustCompile(`^(\w+\s?)*$`)
	fmt.Println(re.MatchString(strings.Repeat("a", 100_000) + "!"))
}
