"""The project's own files, as the contract tests read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PRODUCT = ("app.py", "worker.py", "pages", "components", "core")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@lru_cache(maxsize=1)
def tracked_files() -> tuple[str, ...]:
    """Return the paths under version control; without git, every file that is not hidden."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        walked = (path.relative_to(PROJECT) for path in PROJECT.rglob("*") if path.is_file())
        return tuple(str(path) for path in walked if not path.parts[0].startswith((".", "_")))
    return tuple(name for name in listed.split("\0") if name and (PROJECT / name).exists())


def python_files(*places: str) -> tuple[Path, ...]:
    """Return every Python file in these folders (or these files), relative to the project."""
    found: list[Path] = []
    for place in places:
        path = PROJECT / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.exists()
    return tuple(path.relative_to(PROJECT) for path in found)


def module_of(path: Path) -> str:
    """Return the dotted name of a file: `core/text.py` is `core.text`."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a project file."""
    return ast.parse((PROJECT / path).read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function and method, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node
