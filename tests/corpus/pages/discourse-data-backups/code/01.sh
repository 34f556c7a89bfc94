file=$(restic ls latest | shuf -n 1)
restic dump latest "$file" | cmp - "$file" && echo "good: $file"
