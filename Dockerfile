# The portal as an image: the same locked dependencies as `make run`, no Node, nothing that runs as root.
ARG BASE=python:3.11-slim-bookworm
FROM ${BASE}

ENV PATH=/portal/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/portal
WORKDIR /portal

# The worker makes course films ready with it.
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*

COPY requirements/runtime.lock requirements/runtime.lock
RUN python3 -m venv .venv \
 && .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/runtime.lock \
 && printf '#!/bin/sh\nexec /portal/.venv/bin/python -m portal.cli "$@"\n' >.venv/bin/portal && chmod 755 .venv/bin/portal

COPY municipality.toml ./
COPY static static
COPY templates templates
COPY translations translations
COPY portal portal
RUN PORTAL_DATA_DIR=/tmp/build portal catalogues && rm -rf /tmp/build \
 && .venv/bin/python -m compileall -q portal \
 && groupadd --gid 10001 portal && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data portal \
 && mkdir -m 700 /data && chown portal:portal /data

USER 10001:10001
ENV PORTAL_DATA_DIR=/data PORT=8000
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["python3", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/readyz', timeout=2)"]
CMD ["portal", "serve", "--host", "0.0.0.0"]
