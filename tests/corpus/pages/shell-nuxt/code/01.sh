sensors | awk '/fan1/ {print $2}'
