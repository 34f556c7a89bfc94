uv lock
uv export --format requirements-txt --no-dev > requirements.txt
docker build --tag kiln/service:dev .
