age --decrypt -i key.txt orders.dump.age | pg_restore --dbname orders --jobs 4
psql orders -c 'SELECT max(paid_at) FROM payment'
