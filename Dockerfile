# Unrolled as a container: no TensorFlow, no compiler, no root, nothing written outside the work folder.
#   docker build -t unrolled .
#   docker run --read-only --tmpfs /work:uid=10001,mode=0700 -p 8050:8050 unrolled
# With AutoARIMA, AutoETS and Theta (about 390 MB more):
#   docker build --build-arg REQUIREMENTS=requirements-classical.txt -t unrolled .
# The worker that trains, with TensorFlow (see compose.yaml):
#   docker build --target worker --build-arg REQUIREMENTS=requirements-train.txt -t unrolled-worker .
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS installed
ARG REQUIREMENTS=requirements-serve.txt
WORKDIR /app
COPY requirements-serve.txt requirements-classical.txt requirements-train.txt ./
COPY deploy/install.sh deploy/
RUN sh deploy/install.sh /venv "${REQUIREMENTS}" && rm -r deploy requirements-*.txt
COPY app.py worker.py gunicorn.conf.py LICENSE ./
COPY assets assets
COPY components components
COPY core core
COPY pages pages
COPY vendor vendor
COPY data data
# What a start imports is compiled here, once; the running container may not write.
RUN UNROLLED_WORK=/tmp/work /venv/bin/python -c "import app, worker" && rm -rf /tmp/work

FROM python:${PYTHON}-slim AS unrolled
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin unrolled
COPY --from=installed /venv /venv
COPY --from=installed /app /app
WORKDIR /app
ENV HOST=0.0.0.0 \
    PORT=8050 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    UNROLLED_WORK=/work/unrolled

FROM unrolled AS worker
USER 10001:10001
CMD ["/venv/bin/python", "worker.py"]

FROM unrolled
USER 10001:10001
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["/venv/bin/python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PORT'] + os.environ.get('DASH_URL_BASE_PATHNAME', '/') + 'healthz', timeout=4)"]
CMD ["/venv/bin/python", "-m", "gunicorn", "-c", "gunicorn.conf.py", "app:server"]
