jq -r 'select(.runbook == null) | .name' pages-2025.jsonl | sort | uniq -c | sort -rn | head
