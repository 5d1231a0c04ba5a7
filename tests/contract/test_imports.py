"""Who may import whom. The table is the architecture; everything else here only applies it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.sources import PRODUCT, module_of, parse, python_files

DASH = {"dash", "dash_mantine_components", "dash_ag_grid"}
PARTS = {"core.contracts", "core.errors", "core.settings", "core.text", "core.metrics"}
FILES = {"core.tables", "core.wide_csv", "core.market", "core.price_column"}
# What models of a topic learn with before Keras begins.
LEARNING = {
    f"core.{name}"
    for name in ("ngrams", "pieces", "review_weights", "short_phrases", "wide", "word_vectors")
}
PAIRS = {
    f"core.{name}"
    for name in ("contrastive", "labelled_pairs", "overlap", "question_tower", "reading_lessons")
}
SHOES = {f"core.shoe_{name}" for name in ("bag", "layers", "ridge", "spec", "table")}
# The parts of the screen that know no topic and stand around every page.
SHELL = {
    f"components.{name}"
    for name in (
        "shell",
        "index",
        "notice",
        "failed_page",
        "background",
        "browser_functions",
        "callback_gate",
        "celery_jobs",
        "clients",
        "delivery",
        "file_exchange",
        "headers",
        "health",
        "job_refusals",
        "late_scripts",
        "observations",
        "refusals",
        "request_record",
    )
}
# Layer -> what it may import besides the standard library. The longest matching layer decides.
MAY_IMPORT = {
    "app": DASH
    | SHELL
    | {"flask", "flask_compress", "core.errors", "core.settings", "core.work_folder"}
    | {"core.readiness", "core.visitor_parts", "core.job_queue", "core.model_times"},
    "worker": {"app", "core.celery_worker", "core.file_lock", "core.job_queue"}
    | {"core.errors", "core.redis_shelf", "core.settings", "core.work_folder"},
    "pages": DASH | {"components", "core"},
    "components": DASH | {"plotly", "diskcache", "components", "core.contracts", "core.errors"},
    **{
        f"components.{name}": {"dash", "flask", "werkzeug", "components", "core.errors"}
        for name in (
            "browser_functions",
            "callback_gate",
            "file_exchange",
            "headers",
            "health",
            "late_scripts",
            "refusals",
            "request_record",
        )
    },
    "components.clients": {"flask", "flask_limiter", "werkzeug", "components.refusals"},
    "components.delivery": {
        "flask",
        "flask_compress",
        "components.browser_functions",
        "components.late_scripts",
        "components.packed",
    },
    "components.packed": {"brotli", "core.file_lock"},
    "components.observations": {"prometheus_client"},
    "components.patient_worker": {"gunicorn"},
    "components.training_access": {"flask", "limits", "components.clients", "core.errors"},
    "core": {"core", "numpy", "pandas", "safetensors", "pooch", "requests", "tqdm"},
    "core.datasets": PARTS | FILES | {"numpy", "pandas"},
    "core.models": PARTS | LEARNING | PAIRS | SHOES | {"core.neuron", "core.past", "numpy"},
}
# Heavy or optional: only core, and only inside the functions that need them.
INSIDE_FUNCTIONS = {
    "core": {"keras", "tensorflow", "yfinance", "statsforecast", "sklearn", "scipy"}
    | {"celery", "kombu", "redis"}
}


@dataclass(frozen=True)
class Import:
    """One imported name: `from core import text` imports `core.text`."""

    target: str
    line: int
    is_inside_function: bool


class Imports(ast.NodeVisitor):
    """Collects every import of one module, however it is written."""

    def __init__(self, module: str, is_package: bool) -> None:
        self.package = module.split(".") if is_package else module.split(".")[:-1]
        self.depth = 0
        self.found: list[Import] = []

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.add(alias.name, node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        base = self.package[: len(self.package) - node.level + 1] if node.level else []
        prefix = [*base, *(node.module.split(".") if node.module else [])]
        for alias in node.names:
            self.add(".".join([*prefix, alias.name]), node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        name = node.func.id if isinstance(node.func, ast.Name) else name
        first = node.args[0] if node.args else None
        if name in {"import_module", "__import__"} and isinstance(first, ast.Constant):
            self.add(str(first.value), node)
        self.generic_visit(node)

    def add(self, target: str, node: ast.stmt | ast.expr) -> None:
        self.found.append(Import(target, node.lineno, self.depth > 0))


def violations(module: str, source: ast.Module, is_package: bool = False) -> Iterator[str]:
    """Yield a sentence for every import that this module's layer does not allow."""
    reader = Imports(module, is_package)
    reader.visit(source)
    layer = max((name for name in MAY_IMPORT if within(module, name)), key=len)
    heavy = INSIDE_FUNCTIONS.get(layer.split(".")[0], set())
    for found in reader.found:
        top = found.target.split(".")[0]
        if top in sys.stdlib_module_names or any(
            within(found.target, allowed) for allowed in MAY_IMPORT[layer]
        ):
            continue
        if top in heavy and found.is_inside_function:
            continue
        where = " at module level" if top in heavy else ""
        yield f"{module}:{found.line} imports {found.target}{where}; {layer} may not"


def within(name: str, layer: str) -> bool:
    """Say whether a dotted name is this layer or lies in it."""
    return name == layer or name.startswith(layer + ".")


def test_every_module_imports_only_what_its_layer_may() -> None:
    modules = python_files(*PRODUCT)
    assert modules
    found = [
        sentence
        for path in modules
        for sentence in violations(module_of(path), parse(path), path.name == "__init__.py")
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("core.text", "import dash"),
        ("core.text", "from plotly import graph_objects"),
        ("core.text", "from components.figures import template"),
        ("core.text", "from .. import app"),
        ("core.text", "import keras"),
        ("core.text", "class Trainer:\n    import tensorflow"),
        ("core.text", "import importlib\nimportlib.import_module('dash')"),
        ("core.datasets.reviews", "from core import registry"),
        ("core.datasets.reviews", "from ..registry import find"),
        ("core.datasets.reviews", "from core.datasets import stocks"),
        ("core.datasets.reviews", "from .stocks import SPECS"),
        ("core.datasets.reviews", "import core"),
        ("core.models.stocks", "def build():\n    from .sentiment import build_lstm"),
        ("components.heat", "from core.registry import predictor"),
        ("components.heat", "from core import registry"),
        ("components.heat", "import pages.stocks"),
        ("components.heat", "def colour():\n    import keras"),
        ("pages.stocks", "from pages.sentiment import layout"),
        ("pages.stocks", "from . import sentiment"),
        ("pages.stocks", "import pandas as pd"),
        ("app", "import pages.stocks"),
        ("app", "from core.registry import predictor"),
    ],
)
def test_a_forbidden_import_is_found(module: str, source: str) -> None:
    assert len(list(violations(module, ast.parse(source)))) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("core.models.stocks", "def build():\n    from keras import layers"),
        ("core.models.stocks", "import numpy as np\nfrom ..contracts import ModelSpec"),
        ("core.network", "from core import cells\nfrom .cells import lstm"),
        ("components.heat", "from components import colour\nfrom core.contracts import Token"),
        ("pages.stocks", "import json\nfrom dash import html\nfrom core.registry import predictor"),
    ],
)
def test_an_allowed_import_is_left_alone(module: str, source: str) -> None:
    assert list(violations(module, ast.parse(source))) == []


def test_relative_imports_of_a_package_start_at_the_package_itself() -> None:
    source = ast.parse("from .figures import template\nfrom . import pages")
    assert list(violations("components", source, is_package=True)) == []
