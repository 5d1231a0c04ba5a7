"""Labels as people write them."""

from __future__ import annotations

import numpy as np
import pytest

from core.label_reading import read_labels

CLASSES = ("negative", "positive")


def test_zero_and_one_are_labels_as_they_are() -> None:
    for values in (("0", "1"), ("0.0", "1.0"), ("1",)):
        reading = read_labels(values, "label", CLASSES)
        assert reading.is_plain
        assert reading.said == ""
    np.testing.assert_array_equal(
        read_labels(("0", "1"), "label", CLASSES).read(np.array(["1", "", " 0 ", "x"], object)),
        [1, np.nan, 0, np.nan],
    )


@pytest.mark.parametrize(
    ("values", "no", "yes"),
    [
        (("1", "2"), ["1"], ["2"]),
        (("-1", "1"), ["-1"], ["1"]),
        (("-1", "0", "1"), ["-1"], ["1"]),
        (("0", "4"), ["0"], ["4"]),
        (("1", "2", "3", "4", "5"), ["1", "2"], ["4", "5"]),
        (("1.0", "5.0"), ["1.0"], ["5.0"]),
        (("1", "4", "8", "10"), ["1", "4"], ["8", "10"]),
        (("Negative", "Positive", "neutral"), ["negative"], ["positive"]),
        (("True", "False"), ["false"], ["true"]),
        (("no", "yes"), ["no"], ["yes"]),
    ],
)
def test_what_is_found_and_which_reading_would_do_is_said(
    values: tuple[str, ...], no: list[str], yes: list[str]
) -> None:
    reading = read_labels(values, "stars", CLASSES)
    assert not reading.is_plain
    assert [value for value, to in reading.mapping.items() if to == 0] == no
    assert [value for value, to in reading.mapping.items() if to == 1] == yes
    assert f"Column stars holds {', '.join(values)}, not 0 and 1." in reading.said
    assert f"It would do to read {', '.join(no)} as 0" in reading.said


def test_what_lies_between_is_left_out_and_said() -> None:
    reading = read_labels(("1", "2", "3", "4", "5"), "stars", CLASSES)
    assert reading.said.endswith("It would do to read 1, 2 as 0, read 4, 5 as 1 and leave out 3.")
    np.testing.assert_array_equal(reading.read(np.array(["3", "5"], object)), [np.nan, 1])


@pytest.mark.parametrize("values", [("red", "green"), ("1", "7.5"), ("0", "1", "2", "3"), ("3",)])
def test_labels_that_nobody_can_read_ask_for_zero_and_one(values: tuple[str, ...]) -> None:
    reading = read_labels(values, "colour", CLASSES)
    assert not reading.mapping
    assert f"holds {', '.join(values)}" in reading.said
    assert "0 for negative and 1 for positive" in reading.said


def test_a_column_of_texts_or_of_nothing_holds_no_labels() -> None:
    assert "more than 12 different values" in read_labels(None, "text", CLASSES).said
    assert "is empty" in read_labels((), "label", CLASSES).said
