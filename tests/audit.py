"""Asks pip-audit whether anything that serving installs has a known weakness: `make check`.

Looked at is what a new installation would get today, not what happens to be installed here: the
test tools hold some packages back. Without a network there is a notice and nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.sources import PROJECT

REQUIREMENTS = "requirements-classical.txt"  # contains what serving needs
# Weakness -> why it does not reach us. Empty is best.
EXCUSED: Mapping[str, str] = {}
_PATIENCE = 300  # seconds
_NOTICE = "Known weaknesses were not looked up: {why}.\n"


def main() -> int:
    """Return 0 when nothing is known or nobody can be asked, 1 when something is."""
    try:
        wanted = resolved(PROJECT / REQUIREMENTS)
        found = weaknesses(wanted)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        sys.stderr.write(_NOTICE.format(why=why(error)))
        return 0
    for line in found:
        sys.stderr.write(f"{line}\n")
    return 1 if found else 0


def resolved(requirements: Path) -> list[str]:
    """Return `name==version` of everything that pip would install into an empty environment."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        run_quietly(
            "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--retries", "1",
            "--report", str(report), "-r", str(requirements),
        )  # fmt: skip
        entries = json.loads(report.read_text("utf-8"))["install"]
    return [f"{one['metadata']['name']}=={one['metadata']['version']}" for one in entries]


def weaknesses(wanted: list[str]) -> list[str]:
    """Return a line per known weakness of these packages that is not excused."""
    with tempfile.TemporaryDirectory() as folder:
        listed, told = Path(folder) / "listed.txt", Path(folder) / "told.json"
        listed.write_text("\n".join(wanted), "utf-8")
        options = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json")
        run = ("pip_audit", "-r", str(listed), *options, "--output", str(told))
        run_quietly(*run, fails_with=1)
        return complaints(told.read_text("utf-8"))


def complaints(told: str) -> list[str]:
    """Return a line per weakness in what pip-audit wrote.

    Raises:
        ValueError: The package index knows none of the packages, as a mirror may.
    """
    packages = json.loads(told)["dependencies"]
    if all("skip_reason" in package for package in packages):
        raise ValueError("this package index says nothing about weaknesses")
    return [
        f"{package['name']} {package['version']}: {one['id']}, "
        f"mended in {', '.join(one['fix_versions']) or 'no release yet'}"
        for package in packages
        for one in package.get("vulns", [])
        if one["id"] not in EXCUSED
    ]


def run_quietly(module: str, *arguments: str, fails_with: int = 0) -> None:
    """Run a module of this environment; raises `CalledProcessError` for an unexpected end."""
    command = [sys.executable, "-m", module, *arguments]
    run = subprocess.run(
        command, capture_output=True, text=True, timeout=_PATIENCE, check=False, cwd=PROJECT
    )
    if run.returncode not in {0, fails_with} or "Traceback" in run.stderr:
        raise subprocess.CalledProcessError(run.returncode, command, stderr=run.stderr)


def why(error: Exception) -> str:
    """Return in one line why nobody could be asked."""
    said = getattr(error, "stderr", None) or str(error)
    lines = [line for line in said.strip().splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else type(error).__name__


if __name__ == "__main__":
    sys.exit(main())
