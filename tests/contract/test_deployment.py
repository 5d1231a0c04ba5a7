"""The files for containers keep their promises: no root, nothing written, honest probes."""

from __future__ import annotations

import re
import runpy
from typing import Any

import pytest

from tests.sources import PROJECT

DOCKERFILE = (PROJECT / "Dockerfile").read_text("utf-8")
COMPOSE = (PROJECT / "compose.yaml").read_text("utf-8")
KUBERNETES = (PROJECT / "deploy/kubernetes.yaml").read_text("utf-8")
NGINX = (PROJECT / "deploy/nginx.conf").read_text("utf-8")
PROBES = re.findall(r"(\w+Probe):\n +httpGet: \{path: (\S+), port: http\}", KUBERNETES)


def test_the_image_runs_without_root_and_without_tensorflow() -> None:
    running = DOCKERFILE.split("\nFROM ")[-1]
    assert re.findall(r"^USER (\d+)", running, re.MULTILINE) == ["10001"]
    assert "requirements.txt" not in DOCKERFILE
    assert "healthz" in running


def test_everything_the_image_copies_exists_and_is_sent_to_the_builder() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    named = {name for line in copied for name in line.split()}
    ignored = (PROJECT / ".dockerignore").read_text("utf-8")
    assert len(named) > 5
    assert [name for name in named if not (PROJECT / name).exists()] == []
    assert [n for n in named if f"\n!{n.split('/')[0]}\n" not in ignored] == []


def test_containers_write_nothing_but_their_work_folder() -> None:
    assert "\n    read_only: true\n" in COMPOSE
    assert "cap_drop: [ALL]" in COMPOSE
    assert "readOnlyRootFilesystem: true" in KUBERNETES
    assert "runAsNonRoot: true" in KUBERNETES
    (work,) = re.findall(r"^    UNROLLED_WORK=(\S+)", DOCKERFILE, re.MULTILINE)
    mounted = re.findall(r'volumes: \["work:(\S+)"\]|mountPath: (\S+)\}', COMPOSE + KUBERNETES)
    places = ["".join(found) for found in mounted]
    assert len(places) == 3
    assert all(work.startswith(f"{place}/") for place in places)


def test_a_worker_is_built_from_the_same_files_with_tensorflow() -> None:
    stages = dict(re.findall(r"^FROM \S+ AS (\w+)\n(.*?)(?=^FROM |\Z)", DOCKERFILE, re.M | re.S))
    assert "worker.py" in stages["worker"]
    assert "USER 10001" in stages["worker"]
    assert "target: worker" in COMPOSE
    (needed,) = re.findall(r"REQUIREMENTS: (\S+)\}", COMPOSE)
    assert "tensorflow" in (PROJECT / needed).read_text("utf-8")


def test_there_are_three_probes() -> None:
    assert [name for name, _ in PROBES] == ["startupProbe", "livenessProbe", "readinessProbe"]


@pytest.mark.parametrize("path", sorted({path for _, path in PROBES}))
def test_probes_ask_what_the_app_answers(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"


def test_every_file_names_the_same_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    port = runpy.run_path(str(PROJECT / "gunicorn.conf.py"))["port"]
    assert f"PORT={port} " in DOCKERFILE
    assert f"EXPOSE {port}\n" in DOCKERFILE
    assert f'expose: ["{port}"]' in COMPOSE
    assert f"containerPort: {port}}}" in KUBERNETES
    assert f"server app:{port};" in NGINX
