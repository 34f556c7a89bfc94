FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /venv  # (1)!
COPY requirements.txt .
RUN /venv/bin/pip install --require-hashes -r requirements.txt

FROM python:3.13-slim
RUN useradd --system --uid 10001 app
COPY --from=build /venv /venv
COPY src/ /app/
USER app  # (2)!
ENV PATH="/venv/bin:$PATH" PYTHONPATH=/app
ENTRYPOINT ["python", "-m", "service"]
