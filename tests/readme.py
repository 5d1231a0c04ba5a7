"""Writes what README.md repeats: the tree, from the files' first lines, and the figures.

`make readme` runs it; `tests/contract/test_readme.py` holds the result.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from core.overview import as_markdown
from tests.sources import PROJECT

README = PROJECT / "README.md"
MODELS = ("<!-- models:start -->\n", "<!-- models:end -->")
TREE = ("<!-- tree:start -->\n```\n", "```\n<!-- tree:end -->")
COLUMN, LONGEST = 25, 84
# What a folder or a file is for that cannot say it itself; in the order of the tree.
NOTES = {
    "app.py": "",
    "worker.py": "",
    "pages/": "one module per topic: register, lay out, translate",
    "components/": "reusable parts of the screen",
    "components/figures/": "pictures: pure functions from data to plotly figure",
    "core/": "all that makes sense without a screen",
    "core/datasets/": "where rows come from; each module ends with SPECS",
    "core/models/": "the lecture's networks in Keras; each module ends with SPECS",
    "assets/": "styles, browser functions, fonts, icons: nothing comes from another host",
    "vendor/": "scripts of others, as they were published",
    "data/": "README.md says where every row comes from",
    "data/samples/": "written for Unrolled",
    "data/trained/": "one folder per trained model: weights, vocabulary, figures, checksums",
    "tests/": "what they share",
    "tests/unit/": "one function or class at a time",
    "tests/golden/": "the lecture's own numbers; NumPy against Keras",
    "tests/contract/": "what holds for every page, model, file and document",
    "tests/browser/": "stories told in a real browser",
    "tests/faults/": "real servers killed, filled up, cut off: what others notice of it",
    "tests/benchmarks/": "times and ratios, printed by make bench",
    "README.md": "this page",
    "LICENSE": "MIT",
    "Makefile": "run, worker, test, check, train, bench, readme, clean",
    "requirements-serve.txt": "what serving needs",
    "requirements-classical.txt": "AutoARIMA, AutoETS and Theta, for who has the room",
    "requirements-train.txt": "TensorFlow, for workers",
    "requirements.txt": "all of these, and what the tests need",
    "pyproject.toml": "settings of ruff, mypy and pytest",
    "gunicorn.conf.py": "",
    "Dockerfile": "the app as a container",
    ".dockerignore": "what the container is not made of",
    "compose.yaml": "the container behind nginx, with Redis and workers where wanted",
    "deploy/": "nginx and Kubernetes: what the containers need around them",
    ".ci/": "what continuous integration calls: make test",
    ".gitignore": "what is never committed",
}
LISTED = re.compile(r"(app|pages|components|core)\b")


def refreshed(text: str) -> str:
    """Return the text of README.md with the tree and the figures of now."""
    text = replaced(text, TREE, "".join(f"{line}\n" for line in tree()))
    return replaced(text, MODELS, as_markdown() + "\n")


def replaced(text: str, marks: tuple[str, str], content: str) -> str:
    """Return `text` with `content` between the two marks; raises ValueError when one is missing."""
    start = text.index(marks[0]) + len(marks[0])
    return text[:start] + content + text[text.index(marks[1], start) :]


def tree() -> Iterator[str]:
    """Yield the annotated lines of the file tree; a folder's own modules follow it."""
    for name, note in NOTES.items():
        path = PROJECT / name
        if path.is_dir():
            yield entry(name, note)
            modules = sorted(path.glob("*.py")) if LISTED.match(name) or name == "tests/" else []
            for module in modules:
                if module.name != "__init__.py":
                    yield entry(str(module.relative_to(PROJECT)), first_words(module))
        elif path.is_file():
            yield entry(name, note or first_words(path))


def entry(name: str, note: str) -> str:
    """Return one line: the last part of the name, indented by its depth, and what it is for."""
    parts = name.rstrip("/").split("/")
    shown = "  " * (len(parts) - 1) + parts[-1] + "/" * name.endswith("/")
    return f"{shown:{COLUMN}} {note}".rstrip()


def first_words(module: Path) -> str:
    """Return the first sentence of a module's docstring, cut at a pause where it is long."""
    said = (ast.get_docstring(ast.parse(module.read_text("utf-8"))) or "").split("\n")[0]
    said = said.split(". ")[0].rstrip(".")
    pauses = (r"(?<=.{20})[:;] .*", r" \([^)]*\)$", r"(?<=.{20}), [^,]*$")
    for pause in pauses:
        said = re.sub(pause, "", said) if len(said) > LONGEST else said
    return said


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text("utf-8")), "utf-8")
