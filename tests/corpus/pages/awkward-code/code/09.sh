#!/bin/sh
set -eu

if [ $# -gt 0 ]; then
	cat <<-EOF
		Dear $1,
		  two blanks stay, the tabs go.

		Yours
	EOF
fi

printf '%s\n' "a && b" 'c < d' | sort -r >/dev/null 2>&1
