pip-compile --generate-hashes --output-file requirements.txt pyproject.toml
docker build --tag kiln/service:dev .
