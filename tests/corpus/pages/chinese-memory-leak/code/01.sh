pid=$(pgrep -f report_service)
while sleep 5; do
  grep VmRSS /proc/$pid/status
done
