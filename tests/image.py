"""The steps of the Dockerfile, taken without Docker: where no engine is, the image is a folder.

What the base image brings is not in it: another Python takes its place, and nobody's files but
those that are copied are there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.sources import PROJECT

_STEP = re.compile(r"^([A-Z]+) (.*?)(?<!\\)$", re.MULTILINE | re.DOTALL)
_PATIENCE = 900  # seconds


@dataclass
class Image:
    """What has been built so far.

    Attributes:
        root: The folder that stands for `/`.
        told: ENV and ARG.
        command: CMD of the last stage.
        user: USER of the last stage.
    """

    root: Path
    told: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ()
    user: str = ""
    _here: str = "/"

    def build(self) -> None:
        """Take every step of the image that serves; raises `CalledProcessError` where one fails."""
        (self.root / "bin").mkdir(parents=True, exist_ok=True)
        (self.root / "bin/python").symlink_to(sys.executable)
        for stage in stages():
            for kind, rest in stage:
                getattr(self, f"_{kind.lower()}", self._nothing)(rest)

    def inside(self, text: str) -> str:
        """Return a command or path with the folders of the image in the place of those it names."""
        return re.sub(r"(?<![\w./-])/(venv|app|tmp|work)\b", rf"{self.root}/\1", text)

    def environment(self) -> Mapping[str, str]:
        """Return what a process in the image sees."""
        kept = {name: os.environ[name] for name in ("LANG",) if name in os.environ}
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        path = f"{self.root}/bin:/usr/bin:/bin"
        told = {name: self.inside(value) for name, value in self.told.items()}
        return {**kept, **pip, "PATH": path, "HOME": str(self.root), **told}

    def _nothing(self, rest: str) -> None:
        """Do nothing: the folder has no users, ports or checks of its own."""

    def _arg(self, rest: str) -> None:
        name, _, value = rest.partition("=")
        self.told.setdefault(name, value)

    def _env(self, rest: str) -> None:
        self.told |= dict(re.findall(r"(\w+)=(\S+)", rest))

    def _workdir(self, rest: str) -> None:
        self._here = rest
        Path(self.inside(rest)).mkdir(parents=True, exist_ok=True)

    def _copy(self, rest: str) -> None:
        if rest.startswith("--from="):
            return  # one folder stands for all stages
        *names, target = rest.split()
        folder = Path(self.inside(self._here)) / target
        for name in names:
            source = PROJECT / name
            if source.is_dir():
                shutil.copytree(source, folder, ignore=_not_sent, dirs_exist_ok=True)
            else:
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, folder)

    def _run(self, rest: str) -> None:
        if rest.startswith("useradd"):
            return
        command = self.inside(rest.replace("\\\n", " "))
        (self.root / "tmp").mkdir(exist_ok=True)
        subprocess.run(
            ["sh", "-c", command], cwd=self.inside(self._here), env=self.environment(),
            check=True, timeout=_PATIENCE, capture_output=True,
        )  # fmt: skip

    def _cmd(self, rest: str) -> None:
        self.command = tuple(map(self.inside, json.loads(rest)))

    def _user(self, rest: str) -> None:
        self.user = rest


def stages() -> list[list[tuple[str, str]]]:
    """Return the steps of every stage that the image that serves is made of."""
    text = re.sub(r"^#.*\n", "", (PROJECT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    _, *found = re.split(r"^FROM ", text, flags=re.MULTILINE)
    wanted = [part for part in found if " AS worker\n" not in part]
    return [_STEP.findall(part.partition("\n")[2]) for part in wanted]


def _not_sent(folder: str, names: list[str]) -> set[str]:
    """Return what `.dockerignore` keeps from the builder."""
    below = Path(folder).relative_to(PROJECT)
    ignored = (PROJECT / ".dockerignore").read_text("utf-8").split()
    return {name for name in names if name == "__pycache__" or str(below / name) in ignored}
