"""A network that learnt a visitor's text, kept for a while, and what it writes.

Only the network is kept: its weights, its alphabet and figures, under a token that nobody can
guess. The text itself is gone when the course has ended.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

import numpy as np

from core import visitor_files
from core.char_course import News, Taught, teach
from core.char_lstm import Size, written
from core.errors import InvalidInput, LessonError, MissingData
from core.job_slots import job_slot
from core.own_text import OwnText, ids_of, own_text
from core.settings import settings
from core.tables import read_table
from core.visitor_files import Kept

KIND, TEXT = "taught", "own-text"
WRITTEN, LONGEST_PROMPT = 400, 500
HOTTEST = 2.0
Say = Callable[[News | None], object]


@dataclass(frozen=True)
class WritingRequest:
    """What is to be written; from a browser, so anything may be in it.

    Raises:
        InvalidInput: The temperature or the seed is none.
    """

    token: Any
    prompt: Any
    temperature: Any
    seed: Any

    def __post_init__(self) -> None:
        """Check every part; raises `InvalidInput`."""
        t, seed = self.temperature, self.seed
        if not isinstance(t, int | float) or isinstance(t, bool) or not 0 <= t <= HOTTEST:
            raise InvalidInput(f"The temperature is a number from 0 to {HOTTEST:g}.")
        if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 2**31:
            raise InvalidInput("The seed is a whole number from 0 to 2,147,483,647.")


def receive(contents: Any, filename: Any, pasted: Any) -> dict[str, str]:
    """Keep a visitor's text until it is learnt; return its `token`, or why it is `refused`.

    Args:
        contents: What `dcc.Upload` sends; None where a text was pasted.
        filename: Name of the file.
        pasted: The text, where there is no file.
    """
    try:
        text = own_text(contents, filename, pasted)
        about = {"alphabet": text.alphabet, "remarks": list(text.remarks)}
        return {"token": visitor_files.keep(Kept(TEXT, about, {"ids": text.ids}))}
    except LessonError as error:
        return {"refused": str(error)}


def learn(say: Say, token: Any) -> dict[str, Any]:
    """Teach a network the text under a token, which is then removed; return token and figures.

    Args:
        say: Called with how far the course is; with None while it waits for other jobs.
        token: Of the text.

    Raises:
        MissingData: The text is gone, or there is no room for the network.
    """
    kept = visitor_files.fetch(token, TEXT)
    text = OwnText(kept.about["alphabet"], kept.arrays["ids"], tuple(kept.about["remarks"]))
    visitor_files.forget(token)
    with job_slot(lambda: say(None)):
        taught = teach(text, say)
    told = summary(taught)
    return {"token": visitor_files.keep(_to_kept(taught, told)), **told}


def summary(taught: Taught) -> dict[str, Any]:
    """Return the figures of a network as JSON."""
    return {
        "V": taught.size.V,
        "P": taught.size.P,
        "parameters": taught.size.parameters,
        "bits": taught.bits,
        "counted": {str(order): bits for order, bits in taught.counted.items()},
        "curve": [list(point) for point in taught.curve],
        "verdict": verdict(taught),
        "remarks": list(taught.remarks),
        **taught.told,
    }


def verdict(taught: Taught) -> str:
    """Return in a sentence or two what the network is worth beside counting."""
    best = min((n for n in taught.counted if n), key=lambda n: taught.counted[n])
    least = taught.counted[best]
    beaten = [n for n, bits in taught.counted.items() if n and bits > taught.bits]
    said = f"On the last tenth of your text it needs {taught.bits:.2f} bits per character. "
    if taught.bits < least:
        return said + f"That beats all counting; the best, of {_runs(best)}, needs {least:.2f}."
    if beaten:
        return said + (
            f"That beats counting {_runs(max(beaten))}, but counting {_runs(best)} needs only "
            f"{least:.2f}: on so little text counting is hard to beat."
        )
    return said + f"Plain counting of {_runs(best)} does better: {least:.2f}. It needs more text."


def write(request: WritingRequest) -> dict[str, Any]:
    """Return what the network writes after a prompt: `prompt` as it was read, `text`, `left_out`.

    Raises:
        MissingData: Nothing is kept under the token (any more).
    """
    kept = visitor_files.fetch(request.token, KIND)
    alphabet = kept.about["alphabet"]
    prompt = request.prompt if isinstance(request.prompt, str) else ""
    prompt = prompt[-LONGEST_PROMPT:]
    ids = ids_of(prompt, alphabet)
    start = np.array(ids or ids_of("\n", alphabet) or [0])
    found = islice(written(kept.arrays, start, request.temperature, request.seed), WRITTEN)
    unknown = dict.fromkeys(c for c in prompt if not ids_of(c, alphabet))
    return {
        "prompt": "".join(alphabet[place] for place in ids),
        "text": "".join(alphabet[place] for place in found),
        "left_out": "".join(unknown)[:40],
    }


def weights_file(token: Any) -> bytes:
    """Return the network as a safetensors file, its alphabet and figures in the metadata.

    Raises:
        MissingData: Nothing is kept under the token (any more).
    """
    from safetensors.numpy import save

    kept = visitor_files.fetch(token, KIND)
    arrays = {name: np.ascontiguousarray(values) for name, values in kept.arrays.items()}
    about = {"alphabet": kept.about["alphabet"], "bits_per_character": f"{kept.about['bits']:.4f}"}
    packed: bytes = save(arrays, metadata=about)
    return packed


def forget(token: Any) -> None:
    """Remove the network under a token; nothing happens where there is none."""
    visitor_files.forget(token)


def still_there(told: Any) -> dict[str, Any] | None:
    """Return the figures a tab holds while their network is kept, else None."""
    if not isinstance(told, Mapping) or "bits" not in told:
        return None
    try:
        visitor_files.renew(told.get("token"))
    except MissingData:
        return None
    return dict(told)


def example_text() -> str:
    """Return the reviews written for the product, as one text to try."""
    reviews = read_table(settings().samples / "reviews.csv", ["text"])["text"]
    return "\n".join(map(str, reviews))


class Desk:
    """What a page offers to visitors who bring a text."""

    receive = staticmethod(receive)
    learn = staticmethod(learn)
    still_there = staticmethod(still_there)
    weights_file = staticmethod(weights_file)
    forget = staticmethod(forget)
    example_text = staticmethod(example_text)

    @staticmethod
    def write(token: Any, prompt: Any, temperature: Any, seed: Any) -> dict[str, Any]:
        """Return what the network under a token writes; see `write`."""
        return write(WritingRequest(token, prompt, temperature, seed))


def _to_kept(taught: Taught, told: Mapping[str, Any]) -> Kept:
    about = {"alphabet": taught.alphabet, "bits": told["bits"], "size": asdict(taught.size)}
    return Kept(KIND, about, Size.views(taught.size, taught.weights))


def _runs(order: int) -> str:
    names = {1: "single characters", 2: "pairs", 3: "triples"}
    return names.get(order, f"runs of {order}")
