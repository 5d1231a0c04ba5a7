"""The packed trace says the same as the trace, in few bytes."""

from __future__ import annotations

import base64
import json
import zlib

import numpy as np
import pytest

from core import probes, registry
from core.contracts import STATES, Token, TokenTrace
from core.packing import packed, packed_answer, whole
from core.probes import ReferenceScale

MODEL = "sentiment-lstm"


def unpacked(text: str, kind: str) -> np.ndarray:
    """Return packed numbers as the browser reads them."""
    return np.frombuffer(base64.b64decode(text), dtype=kind)


def numbers(text: str) -> np.ndarray:
    """Return 16 bit numbers that were sent as all low bytes, then all high ones."""
    sent = unpacked(text, "u1")
    return np.ascontiguousarray(sent.reshape(2, -1).T).view("<i2").reshape(-1)


def traced(text: str) -> TokenTrace:
    """Return what the shipped model did with a text."""
    return probes.trace(registry.predictor(MODEL), text)


def test_every_state_of_every_neuron_comes_back_to_half_a_thousandth() -> None:
    trace = traced("I loved it. Truly.")
    sent = packed_answer(MODEL, trace.text)
    got = numbers(sent["states"]) / sent["per"]
    wanted = [trace.activations, *(trace.gates[name] for name in STATES[1:])]
    np.testing.assert_allclose(got.reshape(6, 4, 11), np.stack(wanted), atol=5.1e-4)


@pytest.mark.parametrize(
    "text", ["one", "  two  words ", "\U0001f60d great \U0001f60d!", "נהדר, good", ""]
)
def test_the_places_cut_the_text_into_its_words(text) -> None:
    trace = traced(text)
    steps = np.cumsum(unpacked(packed_answer(MODEL, text)["places"], "<u2").astype(int))
    words = [text[start:end] for start, end in steps.reshape(-1, 2)]
    assert words == [text[token.start : token.end] for token in trace.tokens]


def test_flags_tell_what_is_known_and_what_is_read() -> None:
    tokens = (
        Token(0, 1, "a", 1, True, True),
        Token(2, 3, "b", 9, False, True),
        Token(4, 5, "c", 1, True, False),
        Token(6, 7, "d", 9, False, False),
    )
    nothing = np.zeros((2, 1))
    trace = TokenTrace(
        "a b c d", tokens, nothing, dict.fromkeys(STATES, nothing), nothing[:, 0], 0.5
    )
    sent = packed(trace, ReferenceScale(np.zeros(1), np.ones(1)))
    assert unpacked(sent["flags"], "u1").tolist() == [3, 2, 1, 0]


def test_every_gate_of_every_neuron_comes_with_a_range_that_is_not_empty() -> None:
    ranges = packed_answer(MODEL, "fine")["ranges"]
    assert set(ranges) == set(STATES[1:])
    assert all(low < high for ends in ranges.values() for low, high in zip(*ends, strict=True))
    assert all(low >= 0 and high <= 1 for low, high in zip(*ranges["forget"], strict=True))


def test_numbers_out_of_range_are_clipped_and_do_not_wrap_around() -> None:
    assert numbers(whole(np.array([99.0, -99.0, -0.5]))).tolist() == [
        32767,
        -32767,
        -500,
    ]


def test_states_that_have_grown_large_are_sent_in_hundredths_and_come_back() -> None:
    nothing, large = np.zeros((2, 1)), np.array([[40.0], [-123.45]])
    tokens = (Token(0, 1, "a", 1, True, True), Token(2, 3, "b", 2, True, True))
    gates = {**dict.fromkeys(STATES, nothing), "state": large}
    trace = TokenTrace("a b", tokens, nothing, gates, nothing[:, 0], 0.5)
    sent = packed(trace, ReferenceScale(np.zeros(1), np.ones(1)))
    assert sent["per"] == 100
    assert numbers(sent["states"])[-2:].tolist() == [4000, -12345]


def test_an_answer_to_the_longest_text_stays_under_40_kb_compressed() -> None:
    sent = json.dumps(packed_answer(MODEL, "Unforgettable evenings, truly. " * 2000))
    assert len(zlib.compress(sent.encode())) < 40_000


def test_an_answer_survives_half_an_emoji_and_null_bytes() -> None:
    sent = packed_answer(MODEL, "good \ud83d bad\x00good")
    assert json.loads(json.dumps(sent)) == sent
    assert sent["verdict"]
