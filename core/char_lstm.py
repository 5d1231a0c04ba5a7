"""A character LSTM by hand: forward, back through time, no library but NumPy.

    i, f, o = σ(W[c_t] + h_{t-1} U + b),  g = tanh(…)
    C_t = f C_{t-1} + i g,  h_t = o tanh(C_t),  p(c_{t+1}) = softmax(h_t D + d)

The gates stand in the order in which Keras keeps them: i, f, g, o. As σ(x) = (tanh(x / 2) + 1) / 2,
one tanh over all four blocks serves every gate. All weights lie in one vector, so that an optimiser
needs no names; what has a name is a view of it.

Letters: V characters, P units, B streams of text side by side, T steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.contracts import Floats, Integers

_PIECE = 2_000  # characters measured together


class State(NamedTuple):
    """What the LSTM remembers between two chunks of text: h and C, both (B, P)."""

    h: Floats
    C: Floats


@dataclass(frozen=True)
class Size:
    """V characters, P units."""

    V: int
    P: int

    @property
    def shapes(self) -> Mapping[str, tuple[int, ...]]:
        """Name of every array -> its shape."""
        V, P = self.V, self.P
        return {"W": (V, 4 * P), "U": (P, 4 * P), "b": (4 * P,), "D": (P, V), "d": (V,)}

    @property
    def parameters(self) -> int:
        """How many weights there are."""
        return sum(int(np.prod(shape)) for shape in self.shapes.values())

    def views(self, vector: Floats) -> dict[str, Floats]:
        """Return the parts of one long vector by name, without copying."""
        found, start = {}, 0
        for name, shape in self.shapes.items():
            end = start + int(np.prod(shape))
            found[name] = vector[start:end].reshape(shape)
            start = end
        return found

    def blank(self, B: int) -> State:
        """Return the state of B streams that have read nothing."""
        return State(np.zeros((B, self.P), np.float32), np.zeros((B, self.P), np.float32))


@dataclass(frozen=True)
class Pass:
    """What the way back needs of the way there, all with time first.

    Attributes:
        ids: (T, B) what was read.
        h, C: (T + 1, B, P) states; those before the first step come first.
        gates: (T, B, 4 P) i, f, g, o.
        squashed: (T, B, P) tanh of C after every step.
    """

    ids: Integers
    h: Floats
    C: Floats
    gates: Floats
    squashed: Floats

    @property
    def state(self) -> State:
        """What is remembered at the end."""
        return State(self.h[-1].copy(), self.C[-1].copy())


def new_weights(size: Size, seed: int) -> Floats:
    """Return weights to begin with: Glorot's for W and D, orthogonal for U, forget gates open."""
    draw = np.random.default_rng(seed)
    vector = np.zeros(size.parameters, np.float32)
    part = size.views(vector)
    for name in ("W", "D"):
        limit = np.sqrt(6 / sum(part[name].shape))
        part[name][:] = draw.uniform(-limit, limit, part[name].shape)
    for block in range(4):
        rotation = np.linalg.qr(draw.standard_normal((size.P, size.P)))[0]
        part["U"][:, block * size.P : (block + 1) * size.P] = rotation
    part["b"][size.P : 2 * size.P] = 1
    return vector


def read(part: Mapping[str, Floats], ids: Integers, state: State) -> Pass:
    """Return everything that happens while B streams read T characters each.

    Args:
        part: The weights by name.
        ids: (T, B) characters.
        state: What is remembered from before.
    """
    (T, B), P = ids.shape, part["U"].shape[0]
    scale, shift = _gate_scale(P, part["U"].dtype)
    gates = part["W"][ids] + part["b"]  # (T, B, 4P)
    h, C = (np.empty((T + 1, B, P), gates.dtype) for _ in range(2))
    h[0], C[0] = state
    squashed = np.empty((T, B, P), gates.dtype)
    for t in range(T):
        gate = gates[t]
        gate += h[t] @ part["U"]
        gate *= scale
        np.tanh(gate, out=gate)
        gate *= scale
        gate += shift
        i, f, g, o = (gate[:, block * P : (block + 1) * P] for block in range(4))
        np.multiply(f, C[t], out=C[t + 1])
        C[t + 1] += i * g
        np.tanh(C[t + 1], out=squashed[t])
        np.multiply(o, squashed[t], out=h[t + 1])
    return Pass(ids, h, C, gates, squashed)


def log_probabilities(part: Mapping[str, Floats], h: Floats) -> Floats:
    """Return ln p of every character after every state, (…, V)."""
    logits = h @ part["D"] + part["d"]
    logits -= logits.max(axis=-1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    return logits


def loss(part: Mapping[str, Floats], there: Pass, next_ids: Integers) -> float:
    """Return the mean of −ln p(next character), in nats."""
    found = log_probabilities(part, there.h[1:])  # (T, B, V)
    return float(-np.take_along_axis(found, next_ids[..., None], axis=-1).mean())


def gradient(
    size: Size,
    part: Mapping[str, Floats],
    there: Pass,
    next_ids: Integers,
    kept: Floats | None = None,
) -> tuple[float, Floats]:
    """Return the loss and its gradient by every weight, as one vector: back through time.

    Args:
        size: V and P.
        part: The weights by name.
        there: The way there.
        next_ids: (T, B) what came after every character.
        kept: (T, B, P) dropout: with what each h_t is multiplied before it answers; None for 1.
    """
    slope = np.zeros(size.parameters, part["U"].dtype)
    by = size.views(slope)
    h = (there.h[1:] if kept is None else there.h[1:] * kept).reshape(-1, size.P)  # (TB, P)
    wrong = log_probabilities(part, h)  # (TB, V)
    rows, wanted = np.arange(len(h)), next_ids.reshape(-1)
    nats = float(-wrong[rows, wanted].mean())
    np.exp(wrong, out=wrong)
    wrong[rows, wanted] -= 1
    wrong /= len(h)
    by["D"][:], by["d"][:] = h.T @ wrong, wrong.sum(axis=0)
    above = (wrong @ part["D"].T).reshape(there.squashed.shape)
    sums = _back_through_time(part, there, above if kept is None else above * kept)
    flat = sums.reshape(-1, 4 * size.P)
    by["U"][:] = there.h[:-1].reshape(-1, size.P).T @ flat
    by["b"][:] = flat.sum(axis=0)
    _add_rows(by["W"], there.ids.reshape(-1), flat)
    return nats, slope


def _back_through_time(part: Mapping[str, Floats], there: Pass, above: Floats) -> Floats:
    """Return dL/d(sum inside every gate), (T, B, 4P).

    Args:
        part: The weights by name.
        there: The way there.
        above: (T, B, P) dL/dh_t through what is answered at step t itself.
    """
    T, B, P = above.shape
    sums = np.empty((T, B, 4 * P), above.dtype)
    dh, dC = np.zeros((B, P), above.dtype), np.zeros((B, P), above.dtype)
    for t in range(T - 1, -1, -1):
        i, f, g, o = (there.gates[t][:, block * P : (block + 1) * P] for block in range(4))
        dh += above[t]
        dC += dh * o * (1 - there.squashed[t] ** 2)
        back = sums[t]
        back[:, :P] = dC * g * i * (1 - i)
        back[:, P : 2 * P] = dC * there.C[t] * f * (1 - f)
        back[:, 2 * P : 3 * P] = dC * i * (1 - g * g)
        back[:, 3 * P :] = dh * there.squashed[t] * o * (1 - o)
        dh = back @ part["U"].T
        dC *= f
    return sums


def _add_rows(table: Floats, places: Integers, rows: Floats) -> None:
    """Add every row to the row of `table` that `places` names; equal places are summed first."""
    order = np.argsort(places, kind="stable")
    found, starts = np.unique(places[order], return_index=True)
    table[found] += np.add.reduceat(rows[order], starts, axis=0)


def _gate_scale(P: int, kind: np.dtype) -> tuple[Floats, Floats]:
    """Return a, b with gate = a tanh(a x) + b: σ for i, f and o, tanh for g."""
    scale, shift = np.full(4 * P, 0.5, kind), np.full(4 * P, 0.5, kind)
    scale[2 * P : 3 * P], shift[2 * P : 3 * P] = 1, 0
    return scale, shift


class Adam:
    """Adam (Kingma and Ba, 2015) on one vector of weights, with gradients cut at a length."""

    def __init__(self, count: int, *, longest: float = 5.0) -> None:
        self.mean, self.square = np.zeros(count, np.float32), np.zeros(count, np.float32)
        self.steps, self.longest = 0, longest

    def step(self, weights: Floats, slope: Floats, rate: float) -> None:
        """Move `weights` one step downhill, in place."""
        self.steps += 1
        slope *= min(1.0, self.longest / (float(np.sqrt(slope @ slope)) + 1e-12))
        self.mean += 0.1 * (slope - self.mean)
        self.square += 0.001 * (slope * slope - self.square)
        unbiased = rate * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        weights -= np.float32(unbiased) * self.mean / (np.sqrt(self.square) + 1e-8)


def bits_per_character(part: Mapping[str, Floats], ids: Integers, before: Integers) -> float:
    """Return the mean of −log₂ p over every character of `ids`, read after `before`.

    Args:
        part: The weights by name.
        ids: (n,) what is guessed, n at least 1.
        before: (m,) what is read first, m at least 1.
    """
    whole, first = np.concatenate([before, ids])[:, None], len(before) - 1
    blank = np.zeros((1, part["U"].shape[0]), part["U"].dtype)
    state, nats = read(part, whole[:first], State(blank, blank.copy())).state, 0.0
    for start in range(first, len(whole) - 1, _PIECE):
        end = min(start + _PIECE, len(whole) - 1)
        there = read(part, whole[start:end], state)
        nats += (end - start) * loss(part, there, whole[start + 1 : end + 1])
        state = there.state
    return nats / len(ids) / float(np.log(2))


def written(
    part: Mapping[str, Floats], start: Integers, temperature: float, seed: int
) -> Iterator[int]:
    """Yield one character after the other, for ever, each drawn from the network's own answer.

    Args:
        part: The weights by name.
        start: (n,) characters to read first, n at least 1.
        temperature: Divides ln p before drawing; 0 takes the most probable one.
        seed: Of the drawing.
    """
    draw = np.random.default_rng(seed)
    blank = np.zeros((1, part["U"].shape[0]), part["U"].dtype)
    there = read(part, start[:, None], State(blank, blank.copy()))
    while True:
        answer = log_probabilities(part, there.h[-1, 0]).astype(np.float64)
        if temperature > 0:  # the largest of ln p / τ plus Gumbel noise is a draw
            answer = answer / temperature + draw.gumbel(size=len(answer))
        character = int(answer.argmax())
        yield character
        there = read(part, np.array([[character]]), there.state)
