zcat access.log.*.gz | grep -o 'w=[0-9]*' | sort | uniq -c | sort -rn | head -5
