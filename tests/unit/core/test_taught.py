"""What a visitor's text became: kept without the text, written from, handed over, forgotten."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load

from core import taught
from core.char_lstm import Size
from core.errors import InvalidInput, MissingData
from core.settings import Settings, settings
from core.taught import WRITTEN, Desk, WritingRequest, learn, receive, still_there, write
from core.visitor_files import FOLDER

PASTED = "Secretive otters swim. " * 45


@pytest.fixture(autouse=True)
def work(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Keep everything in a folder of this test."""
    here: Settings = replace(settings(), work=tmp_path)
    for module in ("core.visitor_files", "core.work_folder"):
        monkeypatch.setattr(f"{module}.settings", lambda: here)
    return tmp_path


@pytest.fixture
def told() -> dict[str, Any]:
    """Return what a network that has learnt is worth."""
    return learn(lambda _: None, receive(None, None, PASTED)["token"])


def test_the_text_is_gone_and_the_network_is_kept(work: Any) -> None:
    token = receive(None, None, PASTED)["token"]
    assert len(list((work / FOLDER).iterdir())) == 1
    told = learn(lambda _: None, token)
    (file,) = (work / FOLDER).iterdir()
    assert file.name.startswith(told["token"])
    with pytest.raises(MissingData):
        learn(lambda _: None, token)
    json.dumps(told)
    assert told["bits"] < told["counted"]["0"]
    assert told["parameters"] == Size(told["V"], told["P"]).parameters


def test_it_writes_after_what_it_is_given_and_says_what_it_did_not_know(told: Any) -> None:
    found = write(WritingRequest(told["token"], "otters \u05d0\U0001f600", 0.5, 1))
    assert found["prompt"] == "otters "
    assert found["left_out"] == "\u05d0\U0001f600"
    assert len(found["text"]) == WRITTEN
    assert set(found["text"]) <= set(PASTED)
    assert write(WritingRequest(told["token"], None, 0, 1))["prompt"] == ""
    assert Desk.write(told["token"], "otters ", 0.5, 1)["text"] == found["text"]


@pytest.mark.parametrize(
    ("temperature", "seed"),
    [(-0.1, 1), (2.5, 1), (None, 1), ("1", 1), (True, 1), (float("nan"), 1),
     (1, -1), (1, 2**31), (1, 0.5), (1, None)],
)  # fmt: skip
def test_nonsense_is_refused(temperature: Any, seed: Any) -> None:
    with pytest.raises(InvalidInput):
        WritingRequest("token", "", temperature, seed)


def test_a_text_that_cannot_be_learnt_is_refused_and_nothing_is_kept(work: Any) -> None:
    assert "one character" in receive(None, None, "a" * 2_000)["refused"]
    assert not (work / FOLDER).exists()


def test_the_weights_are_handed_over_as_plain_arrays(told: Any) -> None:
    arrays = load(taught.weights_file(told["token"]))
    assert {name: a.shape for name, a in arrays.items()} == Size(told["V"], told["P"]).shapes
    assert all(array.dtype == np.float32 for array in arrays.values())


def test_what_is_forgotten_is_gone(told: Any) -> None:
    assert still_there(told) == told
    taught.forget(told["token"])
    assert still_there(told) is None
    with pytest.raises(MissingData, match="no longer on the server"):
        write(WritingRequest(told["token"], "", 1, 1))


@pytest.mark.parametrize("wrong", [None, 3, {}, {"token": "x"}, {"token": "x", "bits": 2}])
def test_a_tab_that_holds_nothing_useful_is_told_so(wrong: Any) -> None:
    assert still_there(wrong) is None


@pytest.mark.parametrize(
    ("bits", "said"),
    [(1.0, "beats all counting"), (2.5, "on so little text"), (9.0, "does better")],
)
def test_the_verdict_is_honest(bits: float, said: str) -> None:
    course = taught.Taught("ab", Size(2, 1), np.zeros(1), bits, {0: 6.0, 1: 4.0, 3: 2.0})
    assert said in taught.verdict(course)


def test_the_example_is_long_enough_to_learn_from() -> None:
    assert "token" in receive(None, None, taught.example_text())
