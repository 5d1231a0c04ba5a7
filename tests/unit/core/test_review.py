"""Links are written by anyone: what makes sense is taken, the rest replaced and remarked upon."""

from __future__ import annotations

import pytest

from core.errors import InvalidInput
from core.review import LECTURE_REVIEW, LECTURE_TURNED, ReviewRequest, request_from_link
from core.settings import settings


def asked(**query: object) -> ReviewRequest:
    """Return the request of a link to a model with ten neurons, of which the fourth leads."""
    return request_from_link(query, neurons=10, leading=4)


def test_a_bare_link_asks_for_the_lectures_review_and_the_leading_neuron() -> None:
    wanted = ReviewRequest(LECTURE_REVIEW, "4", "fixed", chosen="2", second=LECTURE_TURNED)
    assert asked() == wanted


def test_another_text_has_no_words_chosen_and_no_second_text_unless_the_link_says_so() -> None:
    assert (asked(text="fine").chosen, asked(text="fine").second) == ("", "")
    request = asked(text="fine", words="1,2", second="x" * 900)
    assert request.chosen == "1,2"
    assert len(request.second) == settings().link_limit
    assert "500 characters" in request.remarks[0]


@pytest.mark.parametrize("neuron", ["1", "10", "output"])
def test_a_link_that_makes_sense_is_taken_as_it_is(neuron) -> None:
    request = asked(text="fine", neuron=neuron, scale="review")
    assert request == ReviewRequest("fine", neuron, "review")


@pytest.mark.parametrize("neuron", ["abc", "99", "0", "-1", "", "3.0", "\u0663", "<b>", "1" * 900])
def test_a_neuron_that_does_not_exist_is_replaced_and_named(neuron) -> None:
    request = asked(neuron=neuron)
    assert request.neuron == "4"
    (remark,) = request.remarks
    assert repr(neuron[:20]) in remark
    assert len(remark) < 140


def test_a_text_longer_than_a_link_carries_is_cut_and_said_so() -> None:
    request = asked(text="x" * 5000)
    assert len(request.text) == settings().link_limit
    assert "500 characters" in request.remarks[0]


def test_an_unknown_scale_is_the_fixed_one() -> None:
    assert asked(scale="hot").scale == "fixed"


def test_a_link_brings_a_gate_and_an_unknown_one_is_the_activation() -> None:
    assert asked(gate="forget").gate == "forget"
    assert asked(gate="<b>").gate == "activation"


def test_of_a_parameter_given_twice_the_last_counts() -> None:
    assert asked(text=["first", "second"], neuron=["1", "2"]) == ReviewRequest("second", "2")


def test_unknown_parameters_are_ignored() -> None:
    assert asked(colour="red") == asked()


def test_a_request_cuts_its_text_to_what_is_read() -> None:
    assert len(ReviewRequest("x" * 100_000).text) == settings().text_limit


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": 5},
        {"text": None},
        {"neuron": "abc"},
        {"neuron": ""},
        {"scale": "hot"},
        {"gate": "shut"},
    ],
)
def test_a_request_refuses_what_is_no_review_neuron_or_scale(wrong) -> None:
    with pytest.raises(InvalidInput):
        ReviewRequest(**{"text": "fine", **wrong})
