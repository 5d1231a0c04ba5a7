"""What an uploaded table holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import InvalidInput, MissingData
from core.found_table import (
    FoundTable,
    guessed_field,
    guessed_fields,
    look_at,
    looked_at,
    missing_said,
)
from core.table_tasks import PAIRS, REVIEWS
from tests.table_fakes import given, private_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return private_folder(monkeypatch, tmp_path)


def looked(content: str, name: str = "reviews.csv") -> FoundTable:
    """Return what is found in a table with this content."""
    return look_at(given(content), name, REVIEWS)


def test_rows_columns_and_few_values_are_found_and_remembered() -> None:
    token = given('id,text,label\n7,"good, very\ngood",1\n8,bad,\n9,fine,0\n')
    found = look_at(token, "reviews.csv", REVIEWS)
    assert (found.rows, found.names) == (3, ["id", "text", "label"])
    assert found.columns[2].values == ("0", "1")
    assert looked_at(token) == found


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_seen_in_the_header(separator: str) -> None:
    found = looked(f"text{separator}label\ngood{separator}1\n")
    assert found.names == ["text", "label"]


def test_in_a_single_column_commas_are_part_of_the_text() -> None:
    found = looked("review\ngood, cheap, quick\nbad; slow\n")
    assert (found.rows, found.names) == (2, ["review"])
    assert found.columns[0].values == ("bad; slow", "good, cheap, quick")


@pytest.mark.parametrize(
    ("header", "text", "label"),
    [
        ("id,Review Text,Sentiment", "Review Text", "Sentiment"),
        ("stars,TEXT", "TEXT", "stars"),
        ("what,else", None, None),
        ("words", "words", None),
    ],
)
def test_columns_are_known_by_their_names(header: str, text: str | None, label: str | None) -> None:
    found = looked(f"{header}\n{','.join('x' * len(header.split(',')))}\n")
    assert guessed_fields(found, REVIEWS) == {"text": text}
    assert guessed_field(found, REVIEWS.labels) == label


def test_without_a_text_column_the_columns_are_named() -> None:
    found = looked("what,else\n1,2\n")
    assert missing_said(found, REVIEWS) == (
        "No column is called text. Its columns are what, else. Choose which one it is."
    )
    with pytest.raises(InvalidInput, match=r"no column 'nope'. Its columns are what, else"):
        found.require("nope")


def test_a_table_of_pairs_with_one_column_asks_for_both() -> None:
    found = look_at(given("question1\nwhy?\n"), "pairs.csv", PAIRS)
    assert "No column is called question2." in missing_said(found, PAIRS)


def test_more_rows_than_are_read_are_refused_with_both_numbers() -> None:
    with pytest.raises(InvalidInput, match="has 60,000 rows, and at most 50,000 reviews"):
        looked("text\n" + "fine\n" * 60_000)


def test_exactly_as_many_rows_as_are_read_pass() -> None:
    few = replace(REVIEWS, most_rows=3)
    assert look_at(given("text\na\nb\nc\n"), "a.csv", few).rows == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("text,label\n", "has a header but no rows"),
        ("text,label\ngood,1\nbad, very bad,0\n", "Expected 2 fields in line 3, saw 3"),
        ("text,label\nbad, very bad,0\n", "more cells than its header"),
        ('text,label\n"never closed,1\n', "EOF inside string"),
        (",".join(f"c{n}" for n in range(201)) + "\n" + "," * 200 + "\n", "201 columns"),
    ],
)
def test_broken_tables_are_refused_with_the_reason(content: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        looked(content, "mine.csv")
    assert str(refused.value).startswith("mine.csv")


def test_a_strangers_token_finds_nothing() -> None:
    with pytest.raises(MissingData):
        look_at("a" * 32, "reviews.csv", REVIEWS)
