"""What stands around the code: requirements, gunicorn's settings, the entry of CI."""

from __future__ import annotations

import ast
import os
import re
import runpy
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pytest

from tests.contract.test_imports import INSIDE_FUNCTIONS, Imports
from tests.sources import PRODUCT, PROJECT, module_of, parse, python_files

LINES = re.compile(r"^(?![#-])([A-Za-z0-9-]+)(?:\[\w+\])?(\S*)", re.MULTILINE)


def requirements(name: str) -> dict[str, str]:
    """Return package -> versions of a requirements file."""
    return dict(LINES.findall((PROJECT / name).read_text("utf-8")))


@pytest.mark.parametrize(
    ("name", "fewest"),
    [
        ("requirements-serve.txt", 9),
        ("requirements.txt", 7),
        ("requirements-classical.txt", 1),
        ("requirements-train.txt", 3),
    ],
)
def test_every_requirement_has_both_bounds(name: str, fewest: int) -> None:
    wanted = requirements(name)
    assert len(wanted) >= fewest
    loose = [package for package, range_ in wanted.items() if not re.match(r">=.+,<", range_)]
    assert loose == []


def test_serving_installs_everything_the_product_imports() -> None:
    installed = {name.replace("-", "_") for name in requirements("requirements-serve.txt")}
    training = set().union(*INSIDE_FUNCTIONS.values())
    own = {name.removesuffix(".py") for name in PRODUCT}
    known = installed | training | own | sys.stdlib_module_names
    missing = set()
    for path in python_files(*PRODUCT):
        reader = Imports(module_of(path), path.name == "__init__.py")
        reader.visit(parse(path))
        missing |= {found.target.split(".")[0] for found in reader.found} - known
    assert missing == set()


def test_the_larger_installations_contain_the_smaller_ones() -> None:
    assert "statsforecast" in requirements("requirements-classical.txt")
    assert "statsforecast" not in requirements("requirements-serve.txt")
    for name, contained in (
        ("requirements.txt", "classical"),
        ("requirements.txt", "train"),
        ("requirements-train.txt", "serve"),
        ("requirements-classical.txt", "serve"),
    ):
        lines = (PROJECT / name).read_text("utf-8").splitlines()
        assert f"-r requirements-{contained}.txt" in lines


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return a monkeypatch under which gunicorn's settings can be read without a trace."""
    for name in ("PORT", "HOST", "WORKERS", "THREADS"):
        monkeypatch.delenv(name, raising=False)
    for library in ("OMP_NUM", "OPENBLAS_NUM", "MKL_NUM", "VECLIB_MAXIMUM"):
        monkeypatch.setenv(f"{library}_THREADS", "1")
    return monkeypatch


def settings_of_gunicorn() -> dict[str, object]:
    return runpy.run_path(str(PROJECT / "gunicorn.conf.py"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"), ("PORT", "0"), ("PORT", "65536"), ("PORT", "-1"), ("PORT", "80.5"),
        ("PORT", "²"), ("WORKERS", "0"), ("WORKERS", "1000"), ("THREADS", "four"),
        ("HOST", "http://localhost"), ("HOST", "localhost:80"), ("HOST", "two words"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_in_one_sentence(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(name, value)
    with pytest.raises(SystemExit, match=rf"^{name} must be .*{value!r}.* For example: .+$"):
        settings_of_gunicorn()


@pytest.mark.parametrize(
    ("given", "bind"),
    [
        ({}, "127.0.0.1:8050"),
        ({"PORT": " 9000 ", "HOST": "192.0.2.1"}, "192.0.2.1:9000"),
        ({"HOST": "::1"}, "[::1]:8050"),
        ({"PORT": "", "HOST": ""}, "127.0.0.1:8050"),
    ],
)
def test_the_address_comes_from_the_environment(
    environment: pytest.MonkeyPatch, given: dict[str, str], bind: str
) -> None:
    for name, value in given.items():
        environment.setenv(name, value)
    found = settings_of_gunicorn()
    assert (found["bind"], found["workers"], found["threads"]) == (bind, 2, 4)


@pytest.fixture
def served() -> Iterator[subprocess.Popen[str]]:
    """Start gunicorn as `make run` does, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "app:server"]
    with subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ, "PORT": port},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


def test_gunicorn_says_where_the_app_is_and_stops_when_told(served: subprocess.Popen[str]) -> None:
    assert served.stdout is not None
    said = served.stdout.readline()
    (address,) = re.findall(r"http://127\.0\.0\.1:\d+", said)
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        assert answer.status == 200
        assert "<title>" in answer.read().decode()
    served.send_signal(signal.SIGTERM)
    assert served.wait(timeout=20) == 0


def test_ci_can_be_started() -> None:
    assert os.access(PROJECT / ".ci" / "run", os.X_OK)
    checked = subprocess.run(["bash", "-n", ".ci/run"], cwd=PROJECT, check=False)
    assert checked.returncode == 0


def test_a_missing_requirement_would_be_noticed() -> None:
    reader = Imports("core.text", is_package=False)
    reader.visit(ast.parse("def load():\n    import scipy.sparse"))
    assert [found.target for found in reader.found] == ["scipy.sparse"]
    assert "scipy" not in requirements("requirements-serve.txt")
