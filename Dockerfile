# One image: nginx, gunicorn and the worker under supervisord. docs/image.md says how to run it.
# Kept to what BuildKit, podman and buildah 1.28 all know.
ARG BASE=python:3.13-slim-trixie

# --- build: libraries trimmed, static files collected, byte code made; nothing of it runs later
FROM ${BASE} AS build
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends binutils
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt /build/
# Without pip inside: there is nothing in the image to install with.
RUN python -m venv --without-pip /opt/devket && \
    python -m pip --python /opt/devket/bin/python install --quiet --only-binary :all: \
        --no-compile -r /build/requirements.txt
COPY devket/web/i18n.py deploy/image/trim.py /build/
RUN python /build/trim.py /opt/devket /build/i18n.py
# Twins are made here only; what makes them stays here. A step of its own, for its own cache.
# hadolint ignore=DL3059
RUN python -m pip install --quiet --only-binary :all: --target /build/twins \
        brotli==1.2.1 fonttools==4.68.0
WORKDIR /app
COPY . /app/
ENV PATH=/opt/devket/bin:$PATH FLASK_APP=devket
RUN PYTHONPATH=/build/twins python -m deploy.image.fonts /opt/devket && \
    PYTHONPATH=/build/twins deploy/image/collect
RUN python -m deploy.image.warm /warm && python -m deploy.image.layers /layers

# --- the image
FROM ${BASE}
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
COPY deploy/image/install /tmp/install
RUN /tmp/install && rm /tmp/install
COPY --from=build /opt/devket /opt/devket
COPY --from=build /warm /
# The app in layers by how often each part changes: a release pulls only what changed.
COPY --from=build /layers/assets /app
COPY --from=build /layers/demo /app
COPY --from=build /layers/pages /app
COPY --from=build /layers/sites /app
COPY --from=build /layers/reading /app
COPY --from=build /layers/shells /app
COPY --from=build /layers/capture /app
COPY --from=build /layers/ground /app
COPY --from=build /layers/accounts /app
COPY --from=build /layers/lists /app
COPY --from=build /layers/library /app
COPY --from=build /layers/reader /app
COPY --from=build /layers/search /app
COPY --from=build /layers/feed /app
COPY --from=build /layers/social /app
COPY --from=build /layers/posts /app
COPY --from=build /layers/web /app
COPY --from=build /layers/admin /app
COPY --from=build /layers/formats /app
COPY --from=build /layers/imports /app
COPY --from=build /layers/transfer /app
COPY --from=build /layers/api /app
COPY --from=build /layers/wallabag /app
COPY --from=build /layers/dialects /app
COPY --from=build /layers/rest /app
WORKDIR /app
ENV PATH=/app/deploy/image:/opt/devket/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=2 \
    HOME=/tmp \
    FLASK_APP=devket \
    DEVKET_DATA=/data \
    DEVKET_STATIC_ROOT=/app/static \
    DEVKET_ACCEL=/_media \
    DEVKET_LOG_FORMAT=json \
    DEVKET_BASE_URL=http://127.0.0.1:8080 \
    DEVKET_PROGRAMS=web,worker
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Devket" \
      org.opencontainers.image.description="The Pocket that developers run themselves." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["healthcheck"]
ENTRYPOINT ["entrypoint"]
CMD ["serve"]
