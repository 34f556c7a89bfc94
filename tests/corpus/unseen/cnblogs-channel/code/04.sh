for i in $(seq 1 20); do
  curl -s -o /dev/null -w '%{time_total}\n' http://localhost:5080/logs -d @sample.json
done | sort -n | tail -1
