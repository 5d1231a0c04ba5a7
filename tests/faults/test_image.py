"""What the Dockerfile builds, built without Docker: small, without root, nothing written.

It installs from the network; where there is none the test is skipped. Not looked at are the base
image and what Docker itself does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.image import Image, stages
from tests.mounts import after, read_only
from tests.serving import exchange, free_port, review_body, wait_for_answer

MOST = 325_000_000  # bytes: 450 MB without the base image, which has about 125
NOBODY = 10001


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    """Build the image where other users may look into it."""
    with tempfile.TemporaryDirectory(prefix="unrolled-image-") as folder:
        Path(folder).chmod(0o755)
        made = Image(Path(folder))
        try:
            made.build()
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode()
            is_alone = "No matching distribution" in said or "Connection" in said
            if is_alone and not os.environ.get("CI"):
                pytest.skip("nothing can be installed: there is no network")
            raise AssertionError(said[-2000:]) from error
        yield made


@pytest.fixture
def port(image: Image) -> Iterator[int]:
    """Run the image's command where all but its work folder is read-only."""
    port, work = free_port(), image.root / "work"
    work.mkdir(mode=0o700, exist_ok=True)
    options: dict[str, Any] = {}
    if os.geteuid() == 0 and everybody_reaches(Path(sys.executable).resolve()):
        os.chown(work, NOBODY, NOBODY)
        options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    environment = {**image.environment(), "PORT": str(port), "HOST": "127.0.0.1"}
    app = image.root / "app"
    mounting = f'{read_only([image.root / "venv", app])} && cd "{app}"'
    command = after(mounting, image.command)
    with subprocess.Popen(command, env=environment, **options) as process:
        try:
            wait_for_answer(port, "/healthz", process)
            yield port
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=15)
            process.kill()


def everybody_reaches(program: Path) -> bool:
    """Say whether any user may run a program: one in the home of root is out of reach."""
    return all(folder.stat().st_mode & 0o001 for folder in (program, *program.parents))


def test_it_serves_and_writes_nothing_but_its_work_folder(image: Image, port: int) -> None:
    assert image.user == f"{NOBODY}:{NOBODY}"
    before = set((image.root / "app").rglob("*"))
    for path in ("/", "/sentiment", "/stocks", "/questions"):
        assert exchange(port, "GET", path, None, {})[0] == 200
    assert exchange(port, "GET", "/readyz", None, {})[0] == 200
    body = json.dumps(review_body()).encode()
    sent = {"Content-Type": "application/json"}
    status, _, answer = exchange(port, "POST", "/_dash-update-component", body, sent)
    assert status == 200
    assert b"sentiment-trace" in answer
    assert set((image.root / "app").rglob("*")) == before
    assert (image.root / "work/unrolled").stat().st_mode & 0o777 == 0o700


def test_it_is_small_and_holds_nothing_to_train_or_install_with(image: Image) -> None:
    packages = next((image.root / "venv/lib").glob("python*/site-packages"))
    names = {path.name for path in packages.iterdir()}
    assert not names & {"tensorflow", "keras", "pip", "statsforecast", "scipy", "pytest"}
    files = [path for place in ("venv", "app") for path in (image.root / place).rglob("*")]
    size = sum(path.lstat().st_size for path in files if path.is_file() and not path.is_symlink())
    print(f"\n{size / 1e6:.0f} MB")  # noqa: T201
    assert size < MOST


def test_what_a_start_needs_is_compiled(image: Image) -> None:
    compiled = {path.name.split(".")[0] for path in (image.root / "app").rglob("*.pyc")}
    assert {"app", "worker", "sentiment", "registry", "shell"} <= compiled


def test_steps_are_read_with_their_continuations() -> None:
    first, *_, last = stages()
    assert [kind for kind, _ in first][:3] == ["ARG", "WORKDIR", "COPY"]
    assert any("install.sh /venv" in rest for kind, rest in first if kind == "RUN")
    assert ("USER", "10001:10001") in last
    assert [kind for kind, _ in last].count("CMD") == 1  # not that of HEALTHCHECK
