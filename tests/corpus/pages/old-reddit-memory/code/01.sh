git log --since=2.years --name-only --format= | sort | uniq -c | sort -rn | head
