"""README.md and data/README.md tell the truth."""

from __future__ import annotations

import re

import pytest

from components.navigation import lecture_pages
from core.__main__ import main
from core.overview import as_markdown
from core.registry import datasets
from tests.readme import MODELS, TREE, first_words, replaced
from tests.sources import PROJECT, tracked_files

README = (PROJECT / "README.md").read_text("utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text("utf-8")
NAMED_ONE_BY_ONE = ("core/", "components/", "pages/")


def paths_of(block: str) -> list[str]:
    """Return the paths that an indented tree names, folders with a slash at the end."""
    paths: list[str] = []
    above: list[str] = []
    for line in block.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        above = [*above[:depth], line.split()[0]]
        paths.append("".join(above))
    return paths


def between(marks: tuple[str, str]) -> str:
    """Return what README.md says between two marks."""
    return README.split(marks[0])[1].split(marks[1])[0]


def commands() -> set[str]:
    """Return every subcommand of `python -m core` that README.md names, `data get` as two words."""
    named = re.findall(r"python -m core ((?:data )?[a-z]+)", README)
    return {name for name in named if name != "data"}


def test_everything_the_tree_names_exists() -> None:
    named = paths_of(between(TREE))
    assert len(named) > 50
    missing = [path for path in named if not (PROJECT / path).exists()]
    assert missing == [], "run `make readme`"


def test_the_tree_names_every_module_and_every_entry_of_the_top_level() -> None:
    named = set(paths_of(between(TREE)))
    top = {re.sub(r"/.*", "/", name) for name in tracked_files()}
    modules = {
        name
        for name in tracked_files()
        if name.startswith(NAMED_ONE_BY_ONE)
        and name.endswith(".py")
        and not name.endswith("/__init__.py")
    }
    assert sorted((top | modules) - named) == [], "run `make readme`; note new folders in it"


def test_the_figures_are_those_the_models_carry() -> None:
    assert between(MODELS) == as_markdown() + "\n", "run `make readme`"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.M))))
def test_a_make_command_that_is_named_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(commands()))
def test_a_command_that_is_named_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command.split(), "--help"])
    assert left.value.code == 0
    usage = re.search(rf"python -m core {command}(.*)", README)
    assert usage is not None
    known = capsys.readouterr().out
    assert [option for option in re.findall(r"--[a-z]+", usage[1]) if option not in known] == []


def test_every_file_that_is_linked_exists() -> None:
    for document in ("README.md", "data/README.md"):
        text = (PROJECT / document).read_text("utf-8")
        linked = re.findall(r"\]\((?!https?:|#)([^)]+)\)", text)
        folder = (PROJECT / document).parent
        assert [path for path in linked if not (folder / path).exists()] == []


@pytest.mark.usefixtures("dash_app")
def test_every_page_of_the_lecture_has_its_row() -> None:
    rows = re.findall(r"^\| [^|]*`(/[^`]*)` \|", README, re.MULTILINE)
    assert sorted({stop.path for stop in lecture_pages()} - set(rows)) == []


def test_every_dataset_has_its_row() -> None:
    table = (PROJECT / "data" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)
    assert sorted(rows) == sorted(datasets())


def test_a_tree_is_read_by_its_indentation() -> None:
    block = "app.py  the app\ncore/\n  text.py\n  models/  networks\n    stocks.py\ndata/\n"
    named = ["app.py", "core/", "core/text.py", "core/models/", "core/models/stocks.py", "data/"]
    assert paths_of(block) == named


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    assert replaced("a [old] b", ("[", "]"), "new") == "a [new] b"
    with pytest.raises(ValueError, match="substring"):
        replaced("a", ("[", "]"), "new")


def test_a_long_first_sentence_is_cut_at_a_pause(tmp_path) -> None:
    module = tmp_path / "long.py"
    module.write_text(f'"""A picture of all that happens: {"and more " * 20}. Second."""')
    assert first_words(module) == "A picture of all that happens"
