# listen on 6543, forward to 5432, speak PostgreSQL
ferrule tap 6543 --to 127.0.0.1:5432 --as postgres &

DATABASE_URL="postgresql://app@127.0.0.1:6543/app" ./manage.py runserver
