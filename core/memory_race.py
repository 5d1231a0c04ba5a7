"""SimpleRNN and LSTM on the same text: how much of one word is in either state, word after word.

Columns are the words that the LSTM reads; the RNN may have read fewer of them. A share is the size
of d state_t / d x_k, see `core.memory`, in parts of what it was right at word k.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core import registry
from core.cells import Recurrent
from core.contracts import Floats, Token
from core.errors import InvalidInput
from core.forced_gates import Forcing, forced_model
from core.memory import lstm_memory, rnn_memory
from core.network import Run
from core.packing import whole
from core.predictors import TrainedModel
from core.probes import tokens_of, verdict
from core.settings import settings

RNN, LSTM = "sentiment-rnn", "sentiment-lstm"
_LATER = 10  # words after which the two are compared, and at the end
_NOTHING = 1e-300
_EQUAL = 0.05


@dataclass(frozen=True)
class Reading:
    """What the lowest recurrent layer of one model made of a text.

    Attributes:
        columns: Column of every word it read, (T,).
        outputs: (T, P).
        shares: Name of a curve (`output`, and of an LSTM `state`) -> share of word k kept at each
            column, (columns,); NaN before word k and where the model read nothing.
        probability: Its answer.
        verdict: The answer in a word.
    """

    columns: np.ndarray
    outputs: Floats
    shares: dict[str, Floats]
    probability: float
    verdict: str


@dataclass(frozen=True)
class Race:
    """Both models on one text.

    Attributes:
        words: The words in the columns, as typed.
        word: The column of the word whose memory is measured.
        rnn, lstm: What they made of it.
        remark: What was wrong with the word asked for, or empty.
    """

    words: tuple[str, ...]
    word: int
    rnn: Reading
    lstm: Reading
    remark: str = ""

    def shares(self) -> dict[str, list[float]]:
        """Return the shares of `rnn` and `lstm` (what they put out) and of the LSTM's `state`."""
        shown = {"rnn": self.rnn, "lstm": self.lstm}
        outputs = {name: reading.shares["output"].tolist() for name, reading in shown.items()}
        return {**outputs, "state": self.lstm.shares["state"].tolist()}


def race(text: str, word: Any = 1, forcing: Forcing | None = None) -> Race:
    """Return how both models remember a word of a text.

    Args:
        text: The review; over the limit it is cut.
        word: Which of the words that the LSTM reads, counted from 1. One that does not exist is
            replaced by the first and remarked upon.
        forcing: What is done to the gates of the LSTM.

    Raises:
        NotTrained, Incompatible: A model is unavailable.
    """
    text = text[: settings().text_limit]
    lstm, rnn = forced_model(LSTM, forcing or Forcing()), registry.predictor(RNN)
    tokens = tokens_of(lstm, text)
    read = [place for place, token in enumerate(tokens) if token.is_read]
    k, remark = _chosen(word, len(read))
    also = [token.is_read for token in tokens_of(rnn, text)]
    columns = np.array([column for column, place in enumerate(read) if also[place]], np.intp)
    every = np.arange(len(read))
    return Race(
        tuple(_typed(text, tokens[place]) for place in read),
        k,
        _reading(rnn, text, columns, k, len(read)),
        _reading(lstm, text, every, k, len(read)),
        remark,
    )


def packed_race(run: Race) -> dict[str, Any]:
    """Return what the browser draws of a race: the states of both, their answers, the sentence."""
    return {
        "words": list(run.words),
        "word": run.word,
        "said": in_words(run),
        "remark": run.remark,
        **{name: _packed(reading) for name, reading in (("rnn", run.rnn), ("lstm", run.lstm))},
    }


def in_words(run: Race) -> str:
    """Return one sentence that says, from the numbers, who has forgotten more of the word."""
    if not run.words:
        return "There is no word in it to remember."
    word = f"\u201c{run.words[run.word][:40]}\u201d"
    if not np.isfinite(run.rnn.shares["output"][run.word]):
        return f"The RNN reads fewer words than the LSTM and left {word} out: it keeps nothing."
    read = run.rnn.columns[run.rnn.columns >= run.word]
    if len(read) == 1:
        return f"{word} is the last word: neither has had time to forget it."
    last = int(read[-1])
    if not np.isfinite(run.lstm.shares["state"][last]):
        return f"{word} leaves no trace in the LSTM\u2019s state: its input gate is shut."
    count = min(_LATER, len(read) - 1)
    rnn, lstm = (percent(share) for share in _shares(run, int(read[count])))
    said = f"{count} word{'s' if count > 1 else ''} after {word}, the RNN keeps {rnn} of it in "
    said += f"its state and the LSTM {lstm}"
    rnn, lstm = (percent(share) for share in _shares(run, last))
    at_end = f"; at the last word, {rnn} and {lstm}" if len(read) - 1 > count else ""
    return f"{said}{at_end}: {_faster(*_shares(run, last))}."


def _shares(run: Race, place: int) -> tuple[float, float]:
    """Return what is left in the state of the RNN and in that of the LSTM at a column."""
    return float(run.rnn.shares["output"][place]), float(run.lstm.shares["state"][place])


def _faster(rnn: float, lstm: float) -> str:
    if abs(np.log(max(rnn, _NOTHING) / max(lstm, _NOTHING))) < _EQUAL:
        return "they forget it about equally fast"
    return f"the {'RNN' if rnn < lstm else 'LSTM'} forgets it faster"


def percent(share: float) -> str:
    """Return a share as a percentage with two significant digits, however small."""
    if share >= 0.995:
        return f"{100 * share:.0f}\u00a0%"
    if share < 1e-6:
        return "less than 0.0001\u00a0%"
    digits = max(0, 1 - int(np.floor(np.log10(100 * share))))
    return f"{100 * share:.{digits}f}\u00a0%"


def _reading(model: TrainedModel, text: str, columns: np.ndarray, k: int, wide: int) -> Reading:
    """Return what the lowest recurrent layer of `model` made of the words in `columns`."""
    run = model.run({"text": np.array([text], dtype=object)})
    step = next(s for s in model.card.architecture.steps if s.kind in ("SimpleRNN", "LSTM"))
    outputs = run.signals[step.name].values[0, : len(columns)]
    here = np.flatnonzero(columns == k)
    sizes = _sizes(model, run, int(here[0])) if len(here) else {}
    names = ("output", "state") if step.kind == "LSTM" else ("output",)
    shares = {name: np.full(wide, np.nan) for name in names}
    for name, size in sizes.items():
        if size[0] > 0:
            after = columns[here[0] :]
            shares[name][after] = size[: len(after)] / size[0]
    probability = float(model.calibrate(run.answer.reshape(-1).astype(np.float64))[0])
    said = verdict(probability, model.card.threshold)
    return Reading(columns, outputs, shares, probability, said)


def _sizes(model: TrainedModel, run: Run, k: int) -> dict[str, Floats]:
    """Return the sizes of the derivatives after step k in the lowest recurrent layer."""
    step = next(s for s in model.card.architecture.steps if s.kind in ("SimpleRNN", "LSTM"))
    weights = Recurrent(*model.artifact.network.weights(step.layer))
    activation = str(step.options["activation"])
    if step.kind == "SimpleRNN":
        outputs = run.signals[step.name].values[0]
        return {"output": rnn_memory(outputs, weights, k, activation)}
    state, output = lstm_memory(run.states[step.name], weights, k, activation)
    return {"output": output, "state": state}


def _packed(reading: Reading) -> dict[str, Any]:
    return {
        "columns": reading.columns.tolist(),
        "outputs": whole(reading.outputs),
        "probability": round(reading.probability, 4),
        "verdict": reading.verdict,
    }


def _chosen(word: Any, count: int) -> tuple[int, str]:
    """Return the column asked for, counted from 0, and what was wrong with the question."""
    try:
        place = int(str(word)[:9])
    except ValueError as error:
        raise InvalidInput(f"A word is chosen by its place, not {str(word)[:20]!r}.") from error
    if 1 <= place <= max(count, 1):
        return place - 1, ""
    return 0, f"There is no word {place} of {count}; this is the first."


def _typed(text: str, token: Token) -> str:
    return text[token.start : token.end]
