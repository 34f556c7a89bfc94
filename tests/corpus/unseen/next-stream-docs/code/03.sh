position=$(curl -sD - -o /dev/null -X PUT "$API/me" -d name=Anouk | awk 'tolower($1)=="fathom-position:" {print $2}')
curl -s "$API/me" -H "Fathom-After: $position"
