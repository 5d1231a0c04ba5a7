"""Words and word sequences as rows of one table: single words keep their id, sequences are hashed.

Two sequences may share a row (a collision); with two million rows that is rare enough not to be
felt. The hash is plain arithmetic on the words' ids, so it is the same in every process.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.contracts import Integers
from core.text import PADDING

_MIX, _STEP = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_FINISH = np.uint64(0xBF58476D1CE4E5B9)


def keys_at(ids: Integers, order: int, rows: int, first: int) -> list[NDArray[np.int32]]:
    """Return the table rows of the sequences of 1, 2 … `order` words that end at every word.

    Args:
        ids: (N, T), padded behind the text with 0.
        order: Longest sequence.
        rows: Rows of the table.
        first: Row from which sequences of two words and more are placed.

    Returns:
        `order` arrays (N, T); 0 where no such sequence ends.
    """
    found = [ids.astype(np.int32)]
    word = ids.astype(np.uint64) * _STEP
    code = word
    for size in range(2, order + 1):
        code = _mixed(code[:, :-1] * _MIX + np.uint64(size) ^ word[:, size - 1 :])
        finished = code * _FINISH
        finished ^= finished >> np.uint64(32)
        keys = np.zeros(ids.shape, np.int32)
        keys[:, size - 1 :] = first + (finished % np.uint64(rows - first)).astype(np.int32)
        keys[ids == PADDING] = 0
        found.append(keys)
    return found


def _mixed(code: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return code ^ (code >> np.uint64(29))


def distinct(keys: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    """Return every row's different keys, (N, G), the largest first and 0 behind them.

    G is the largest number of different keys in a row, at least 1.
    """
    together = np.concatenate(keys, axis=1)
    together.sort(axis=1)
    together[:, 1:][together[:, 1:] == together[:, :-1]] = 0
    together.sort(axis=1)
    width = max(int((together != 0).sum(axis=1).max(initial=0)), 1)
    return np.ascontiguousarray(together[:, ::-1][:, :width])
