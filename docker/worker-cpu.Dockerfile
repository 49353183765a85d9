# Workers that need no GPU: analysis, script, sketch, warping, assembly, evaluation.
ARG BASE_IMAGE=python:3.11-slim-bookworm

FROM ${BASE_IMAGE} AS wheels
WORKDIR /src
# hatchling builds our own wheel; all else is pinned in constraints.txt.
RUN python3 -m venv /build \
 && /build/bin/pip install --no-cache-dir hatchling==1.33.0
COPY pyproject.toml constraints.txt ./
RUN /build/bin/python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
print(*p['dependencies'], *p['optional-dependencies']['tracing'], sep='\n')" > requirements.txt \
 && /build/bin/pip wheel --no-cache-dir --only-binary :all: --wheel-dir /wheels \
      --constraint constraints.txt --requirement requirements.txt
COPY README.md ./
COPY common common
COPY services services
COPY workers workers
RUN /build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . \
 && python3 -m venv --without-pip /opt/scopitone \
 && /build/bin/pip --python /opt/scopitone/bin/python install --no-cache-dir --no-index \
      --find-links /wheels 'scopitone[tracing]' \
 && install -d -o 10001 -g 10001 /data

FROM ${BASE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="scopitone-worker-cpu" \
      org.opencontainers.image.description="Scopitone workers without a GPU" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
COPY --from=wheels /opt/scopitone /opt/scopitone
COPY --from=wheels --chown=10001:10001 /data /var/lib/scopitone
COPY --chmod=0755 docker/probe /usr/local/bin/scopitone-probe
# The root may be read-only: all that is written goes to /tmp and /var/lib/scopitone.
ENV PATH=/opt/scopitone/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    NUMBA_CACHE_DIR=/tmp/numba \
    MPLCONFIGDIR=/tmp/matplotlib \
    SCOPITONE_DATA_DIR=/var/lib/scopitone \
    SCOPITONE_CACHE_DIR=/tmp/scopitone-cache \
    SCOPITONE_RUN_DIR=/tmp/scopitone-run \
    SCOPITONE_LOG_JSON=true
USER 10001:10001
WORKDIR /var/lib/scopitone
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["scopitone-probe", "alive", "60"]
# Python itself is PID 1: it passes no signal on, so that children at work hear of a stop only from
# their own parent.
ENTRYPOINT ["scopitone"]
CMD ["worker", "--pool", "control", "--pool", "cpu", "--pool", "language"]
