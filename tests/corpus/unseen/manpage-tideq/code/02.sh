tideq -ju lowmoor |
	jq -r 'select(.kind == "low") | .at' |
	head -1 |
	xargs -I{} sh -c 'sleep $(( $(date -d {} +%s) - $(date +%s) )); printf "\a"'
