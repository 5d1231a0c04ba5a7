"""What a link to the page of tokens asks for."""

from __future__ import annotations

from core.token_table import LECTURE_TEXT
from core.token_visit import DEFAULT, token_visit

MODELS = ("one", "two")


def test_a_bare_link_shows_the_lectures_sentences() -> None:
    visit = token_visit({}, MODELS)
    assert visit.request == DEFAULT
    assert (visit.request.text, visit.model, visit.remarks) == (LECTURE_TEXT, "one", ())


def test_a_link_brings_everything() -> None:
    query = {"text": "a\nb", "from": "lecture", "v": "7", "t": "3", "pad": "before",
             "keep": "end", "e": "2", "model": "two", "word": "good", "line": "2"}  # fmt: skip
    visit = token_visit(query, MODELS)
    request = visit.request
    assert (request.text, request.source, request.size, request.length) == ("a\nb", "lecture", 7, 3)
    assert (request.pad_side, request.keep, request.width) == ("before", "end", 2)
    assert (visit.model, visit.word, visit.line) == ("two", "good", 2)


def test_nonsense_is_replaced_and_said() -> None:
    visit = token_visit({"v": "1", "t": "-4", "pad": "up", "model": "x", "e": "99"}, MODELS)
    assert visit.request == DEFAULT
    assert len(visit.remarks) == 5
    assert token_visit({"text": "x" * 9_000}, ()).model == ""
