curl -fsS https://mud.example.org/healthz | jq .
