"""What the browser gets says the same as the neuron, in few bytes; the CSV too."""

from __future__ import annotations

import base64
import csv
import io
import json

import numpy as np
import pytest

from core import unrolling
from core.errors import InvalidInput
from core.unrolled_answer import COLUMNS, UnrolledRequest, steps_csv, unrolled, unrolled_answer
from core.unrolled_series import PATTERNS, default_source
from core.unrolled_visit import LECTURE_RESULT, LECTURE_START


def numbers(packed: str) -> np.ndarray:
    """Return packed numbers."""
    return np.frombuffer(base64.b64decode(packed), "<f8")


def test_every_number_comes_back_in_full_precision() -> None:
    one = unrolled(UnrolledRequest("sine", None, 12, LECTURE_RESULT))
    sent = unrolled_answer(UnrolledRequest("sine", None, 12, LECTURE_RESULT))
    assert numbers(sent["outputs"]).tolist() == one.there.outputs.tolist()
    assert numbers(sent["J"]).reshape(-1, 3).tolist() == one.back.J.tolist()
    for name in ("factors", "products", "sizes", "deltas"):
        assert numbers(sent[name]).tolist() == getattr(one.back, name).tolist()
    assert sent["loss"] == unrolling.loss(one.series.x, one.series.target, LECTURE_RESULT)


@pytest.mark.parametrize("source", [*PATTERNS, "price"])
@pytest.mark.parametrize("w", [LECTURE_START, LECTURE_RESULT, (0, -2, 3), (0, 0, 0)])
def test_the_gradient_and_its_check_agree_on_every_series(source, w) -> None:
    named = default_source() if source == "price" else source
    sent = unrolled_answer(UnrolledRequest(named, None, 20, w))
    for gradient, off in zip(sent["gradient"], sent["off"], strict=True):
        assert off <= 1e-7 * max(1, abs(gradient))


def test_a_check_that_cannot_be_made_is_left_out_and_json_can_carry_it() -> None:
    sent = unrolled_answer(UnrolledRequest("constant", None, 400, (-2.5, 5, 5)))
    assert sent["check"][:2] == [None, None]
    assert json.loads(json.dumps(sent, allow_nan=False)) == sent


def test_four_hundred_steps_stay_small() -> None:
    assert (
        len(json.dumps(unrolled_answer(UnrolledRequest("sine", None, 400, LECTURE_START)))) < 50_000
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("no such", None, 5, LECTURE_START), "There is no series"),
        (("own", {"text": "one"}, 5, LECTURE_START), "'one' is no number"),
        (("sine", None, "", LECTURE_START), "1 to 400"),
        (("sine", None, 5, (1, "", 1)), "from \u22125 to 5"),
    ],
)
def test_what_cannot_be_answered_says_why_instead(asked, said) -> None:
    sent = unrolled_answer(UnrolledRequest(*asked))
    assert list(sent) == ["missing"]
    assert said in sent["missing"]


@pytest.mark.parametrize("asked", [None, "sine12", [], ["sine", None, 5, 1, 1], 7, {"source": 1}])
def test_a_store_that_holds_something_else_is_refused(asked) -> None:
    with pytest.raises(InvalidInput, match="three weights"):
        UnrolledRequest.of(asked)


def test_a_request_is_read_from_a_list() -> None:
    asked = ["own", {"text": "1 2"}, 5, 0.1, 0.2, 0.3]
    assert UnrolledRequest.of(asked) == UnrolledRequest("own", asked[1], 5, (0.1, 0.2, 0.3))


def test_the_csv_has_every_step_and_its_parts_add_up_to_the_gradient() -> None:
    one = unrolled(UnrolledRequest("sine", None, 30, (0.1, 0.7, 0.9)))
    rows = list(csv.DictReader(io.StringIO(steps_csv(one))))
    assert [row["step"] for row in rows] == [str(t) for t in range(1, 31)]
    assert tuple(rows[0]) == COLUMNS
    assert rows[-1]["factor"] == ""
    assert float(rows[4]["o"]) == one.there.sums[4]
    for place in range(3):
        total = sum(float(row[f"part_w{place}"]) for row in rows)
        assert total == pytest.approx(one.back.gradient[place], rel=1e-12)
