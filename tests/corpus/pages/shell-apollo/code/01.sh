git log --since="last friday" --format="%h %an %s"
