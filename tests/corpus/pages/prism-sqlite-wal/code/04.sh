ls -lh app.db app.db-wal
lsof app.db-wal | awk 'NR > 1 { print $1, $2 }' | sort -u
sqlite3 app.db 'PRAGMA wal_checkpoint(TRUNCATE);'
