# syntax=docker/dockerfile:1
# Two images of one program: `serve` (the default target) answers patients; `tools` does
# everything else: it has PyTorch for `bedside encoder` and PostgreSQL's client programs
# for `bedside backup`. Neither holds a model, an index, a
# page or a secret: docs/operations.md says what is mounted where.
#
# Pin the bases by digest for a release:
#   docker build --build-arg PYTHON_IMAGE=python:3.10-slim-bookworm@sha256:... .
ARG PYTHON_IMAGE=python:3.10-slim-bookworm
ARG NODE_IMAGE=node:22-bookworm-slim

# --- the website's chat ------------------------------------------------------------
FROM ${NODE_IMAGE} AS web
WORKDIR /src/bot/web
COPY bot/web/package.json bot/web/package-lock.json bot/web/.npmrc ./
RUN npm ci --silent
COPY bot/web/ ./
RUN node build.mjs /web

# --- Python packages, by hash ------------------------------------------------------
FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1 UV_LINK_MODE=copy
# For the few packages that have no wheel. The versions are Debian's of that day: nothing
# of them is in an image that is run.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY requirements/uv.txt requirements/run.txt ./
COPY deploy/not-for-serving.txt deploy/serving_requirements.py ./
RUN python -m venv /opt/uv \
    && /opt/uv/bin/pip install --require-hashes --no-deps -r uv.txt \
    && python serving_requirements.py run.txt not-for-serving.txt > serve.txt \
    && python -m venv --without-pip /opt/bedside \
    && VIRTUAL_ENV=/opt/bedside /opt/uv/bin/uv pip install --no-deps --require-hashes \
        --compile-bytecode -r serve.txt
WORKDIR /srv/bedside
COPY pyproject.toml config.yml ./
COPY actions/ actions/
COPY bot/ bot/
COPY knowledge/ knowledge/
COPY deploy/health.py deploy/
# The pages come with a volume; those of the repository are an example.
RUN rm -rf knowledge/sources \
    && VIRTUAL_ENV=/opt/bedside /opt/uv/bin/uv pip install --no-deps \
        --no-build-isolation --editable . \
    && rm -rf build \
    && /opt/bedside/bin/python -m compileall -q actions bot knowledge

FROM build AS build-tools
WORKDIR /build
RUN VIRTUAL_ENV=/opt/bedside /opt/uv/bin/uv pip install --require-hashes \
        --compile-bytecode -r run.txt

# --- what both images have ---------------------------------------------------------
FROM ${PYTHON_IMAGE} AS base
# A number, so that a volume's owner is known beforehand; pip is for building only.
RUN groupadd --gid 10001 bedside \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin bedside \
    && python -m pip uninstall --yes --quiet pip setuptools wheel \
    && mkdir -p /srv/bedside/var /srv/bedside/knowledge/sources /srv/bedside/questions \
    && chown 10001:10001 /srv/bedside/var /srv/bedside/knowledge/sources \
        /srv/bedside/questions
ENV PATH=/opt/bedside/bin:$PATH \
    BEDSIDE_HOST=0.0.0.0 \
    BEDSIDE_DATA_DIR=/srv/bedside/var \
    BEDSIDE_SOURCES_DIR=/srv/bedside/knowledge/sources \
    BEDSIDE_QUESTIONS=/srv/bedside/questions/filed.jsonl \
    BEDSIDE_WEB_DIR=/srv/bedside-web \
    RASA_TELEMETRY_ENABLED=false \
    HF_HUB_OFFLINE=1 \
    OMP_NUM_THREADS=1 \
    OMP_WAIT_POLICY=PASSIVE \
    MPLCONFIGDIR=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONUTF8=1
WORKDIR /srv/bedside
COPY --from=web /web /srv/bedside-web
EXPOSE 5005
STOPSIGNAL SIGTERM
# Alive, not ready: whoever restarts by this must not do so because a database is down.
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 \
    CMD ["python", "deploy/health.py", "/health/live"]
ENTRYPOINT ["bedside"]
CMD ["serve"]
LABEL org.opencontainers.image.title="Bedside" \
      org.opencontainers.image.description="Answers patients' questions with verbatim sentences of the clinic's own approved pages." \
      org.opencontainers.image.documentation="docs/operations.md"

# --- the image for one-off work ----------------------------------------------------
FROM base AS tools
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build-tools /opt/bedside /opt/bedside
COPY --from=build /srv/bedside /srv/bedside
USER 10001:10001

# --- the image that serves ---------------------------------------------------------
FROM base AS serve
COPY --from=build /opt/bedside /opt/bedside
COPY --from=build /srv/bedside /srv/bedside
USER 10001:10001
