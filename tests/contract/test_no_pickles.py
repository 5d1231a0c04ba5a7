"""Nothing that a visitor could have written is ever unpickled, because nothing is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.sources import PRODUCT, parse, python_files

MODULES = {"pickle", "_pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "cloudpickle"}
READERS = {"read_pickle", "unsafe_load", "literal_pickle"}


def unpickling(tree: ast.AST) -> Iterator[str]:
    """Yield every way of reading a pickle that a module takes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom):
            yield from [node.module] * ((node.module or "").split(".")[0] in MODULES)
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            is_off = isinstance(node.value, ast.Constant) and node.value.value is False
            yield from ["allow_pickle"] * (not is_off)
        elif isinstance(node, ast.Attribute) and node.attr in READERS:
            yield node.attr


def test_the_product_reads_no_pickle() -> None:
    found = {str(path): list(unpickling(parse(path))) for path in python_files(*PRODUCT)}
    assert {path: ways for path, ways in found.items() if ways} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from pickle import load",
        "import dill.source",
        "np.load(path, allow_pickle=True)",
        "np.load(path, allow_pickle=chosen)",
        "pd.read_pickle(path)",
    ],
)
def test_a_pickle_would_be_found(source: str) -> None:
    assert list(unpickling(ast.parse(source)))
    assert not list(unpickling(ast.parse("np.load(path, allow_pickle=False)")))
