count() { sort | uniq -c | sort -rn | head -n "${1:-10}"; }
