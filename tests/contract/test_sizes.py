"""Small files, short functions, few parameters: the limits of the house style."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.sources import PRODUCT, PROJECT, Function, functions, parse, python_files, tracked_files

FILE, FUNCTION, CALLBACK, PARAMETERS = 400, 50, 15, 6
WRITTEN = (".py", ".js", ".css")


def body_lines(function: Function) -> int:
    """Return how many lines a function's body has, its docstring not counted."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def parameters(function: Function) -> int:
    """Return how many parameters a function has, `self` and `cls` not counted."""
    named = function.args.posonlyargs + function.args.args
    bound = bool(named) and named[0].arg in {"self", "cls"}
    return len(named) - bound + len(function.args.kwonlyargs)


def is_callback(function: Function) -> bool:
    """Say whether Dash calls this function: `@callback(...)` or `@app.callback(...)`."""
    called = [node.func for node in function.decorator_list if isinstance(node, ast.Call)]
    names = {node.attr if isinstance(node, ast.Attribute) else ast.unparse(node) for node in called}
    return "callback" in names


def overlong(tree: ast.AST) -> Iterator[str]:
    """Yield a sentence for every function that breaks a limit."""
    for function in functions(tree):
        lines, taken = body_lines(function), parameters(function)
        if lines > FUNCTION:
            yield f"{function.name} has {lines} lines, at most {FUNCTION}"
        if taken > PARAMETERS:
            yield f"{function.name} takes {taken} parameters, at most {PARAMETERS}"
        if is_callback(function):
            yield from overdone(function, lines)


def overdone(callback: Function, lines: int) -> Iterator[str]:
    """Yield what a callback does beyond translating: too much, or handling errors itself."""
    if lines > CALLBACK:
        yield f"callback {callback.name} has {lines} lines, at most {CALLBACK}"
    if any(isinstance(node, ast.Try) for node in ast.walk(callback)):
        yield f"callback {callback.name} handles errors; on_error does that"


def test_no_file_is_longer_than_the_limit() -> None:
    written = [name for name in tracked_files() if name.endswith(WRITTEN)]
    sizes = {name: (PROJECT / name).read_text("utf-8").count("\n") for name in written}
    assert {name: lines for name, lines in sizes.items() if lines > FILE} == {}


def test_functions_and_callbacks_of_the_product_stay_small() -> None:
    found = [f"{path}: {text}" for path in python_files(*PRODUCT) for text in overlong(parse(path))]
    assert not found, "\n".join(found)


def test_functions_of_the_tests_stay_short() -> None:
    long = [
        f"{path}: {function.name}"
        for path in python_files("tests")
        for function in functions(parse(path))
        if body_lines(function) > FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("def f():\n" + "    pass\n" * 51, "51 lines"),
        ("def f(a, b, c, d, e, f, *, g): pass", "7 parameters"),
        ("@callback(Input('a', 'b'))\ndef show():\n" + "    pass\n" * 16, "16 lines"),
        ("@dash.callback(Input('a', 'b'))\ndef show():\n" + "    pass\n" * 16, "16 lines"),
        ("@callback()\ndef show():\n    try: pass\n    except ValueError: pass", "handles errors"),
    ],
)
def test_a_broken_limit_is_found(source: str, complaint: str) -> None:
    (found,) = overlong(ast.parse(source))
    assert complaint in found


def test_what_is_within_the_limits_is_left_alone() -> None:
    method = "class C:\n    def f(self, a, b, c, d, e, f):\n        '''Say.\n\n" + "\n" * 60
    method += "        '''\n        return a\n"
    callback = "@callback(Input('a', 'b'))\ndef show():\n" + "    pass\n" * 15
    assert list(overlong(ast.parse(method + callback))) == []
