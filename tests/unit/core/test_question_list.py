"""Lists of questions as visitors give them."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from core.errors import InvalidInput
from core.question_list import MOST, MOST_BYTES, QuestionList, question_list


def pasted(text: str) -> QuestionList:
    return question_list(None, None, text)


def file(content: str | bytes, name: str) -> QuestionList:
    raw = content.encode() if isinstance(content, str) else content
    return question_list(f"data:;base64,{base64.b64encode(raw).decode()}", name, None)


def test_one_question_a_line() -> None:
    found = pasted("Why, then?\r\nHow is it?\rWho \u2028 are you?\n")
    assert found.questions == ("Why, then?", "How is it?", "Who", "are you?")
    assert found.first == found.different == (0, 1, 2, 3)
    assert found.remarks == ()


def test_blank_lines_are_left_out_and_repeated_questions_counted_once_and_both_said() -> None:
    found = pasted("Why?\n\n   \nHow?\nwhy\n?!\nWHY?")
    assert found.questions == ("Why?", "How?", "why", "WHY?")
    assert found.first == (0, 1, 0, 0)
    assert found.different == (0, 1)
    assert found.remarks == (
        "3 lines without a word were left out.",
        "2 repeat the words of an earlier one and share its group.",
    )
    assert pasted("a\n\nb").remarks == ("One line without a word was left out.",)


@pytest.mark.parametrize("nothing", [None, "", "  \n ", 7, ["why"]])
def test_without_a_list_it_says_so(nothing: Any) -> None:
    with pytest.raises(InvalidInput, match="no list yet"):
        question_list(None, None, nothing)


def test_one_question_and_too_many_are_refused_with_the_limit() -> None:
    with pytest.raises(InvalidInput, match="one question, so there is nothing to group"):
        pasted("Why?\n\n")
    with pytest.raises(InvalidInput, match="no question"):
        pasted("?\n!")
    assert len(pasted("\n".join(f"why {n}" for n in range(MOST))).questions) == MOST
    with pytest.raises(InvalidInput, match="5,001 questions, and at most 5,000"):
        pasted("\n".join(f"why {n}" for n in range(MOST + 1)))
    with pytest.raises(InvalidInput, match="at most 5 MB"):
        pasted("x" * (MOST_BYTES + 1))


def test_a_table_gives_its_column_of_questions() -> None:
    found = file('id,Question\n1,"Why, then?"\n2,How?\n3\n', "mine.csv")
    assert found.questions == ("Why, then?", "How?")
    assert "the column question" in found.remarks[0]
    assert pasted("question\tid\nWhy?\t1\nHow?\t2").questions == ("Why?", "How?")
    assert file("\ufeffquestion\nWhy?\nHow?", "a.csv").questions == ("Why?", "How?")
    assert pasted("question\nWhy?\nHow?").remarks == ()


def test_a_table_of_one_column_without_a_name_gives_all_its_cells() -> None:
    assert file('"Why, then?"\n"How ""so""?"\n', "a.csv").questions == ("Why, then?", 'How "so"?')


def test_a_table_without_such_a_column_is_refused_with_its_columns() -> None:
    with pytest.raises(InvalidInput, match="several columns \\(id, body\\)"):
        file("id,body\n1,Why\n2,How\n", "a.csv")


def test_commas_in_a_plain_list_part_nothing() -> None:
    found = file("Well, why?\nHow?\nSo, who, then?", "list.csv")
    assert found.questions == ("Well, why?", "How?", "So, who, then?")
    assert file("a, b\nc, d", "list.txt").questions == ("a, b", "c, d")


def test_other_scripts_tags_and_half_characters_are_kept_as_text() -> None:
    found = pasted("מה זה?\n<b>why</b> \U0001f642\n\ud800 how\0")
    assert found.questions == ("מה זה?", "<b>why</b> \U0001f642", "? how")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidInput):
        file(b"\x89PNG\r\n\x1a\n" + bytes(50), "a.csv")
    with pytest.raises(InvalidInput, match="a cell is too long"):
        file("question\n" + "x" * 200_000 + "\nb", "a.csv")
    with pytest.raises(InvalidInput):
        question_list("nonsense", "a.csv", None)
