"""Where a shoe is described: title, brand, kinds, colours, sizes, and which model is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import dash_mantine_components as dmc
from dash import html

PAUSE = 150
_SHOWN = 40


class Shoe(Protocol):
    """A shoe; see `core.shoe_request.Shoe`."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def brand(self) -> str: ...  # noqa: D102
    @property
    def lists(self) -> Mapping[str, tuple[str, ...]]: ...  # noqa: D102


@dataclass(frozen=True)
class ShoeChoices:
    """What is offered while one types, and which models can be asked.

    Attributes:
        brands: Names of brands that the model knows.
        lists: Field -> entries it can make use of.
        models: Value and label of each model.
        most: Entries of one field at most.
    """

    brands: Sequence[str]
    lists: Mapping[str, Sequence[str]]
    models: Sequence[Mapping[str, str]]
    most: int


_LISTS = {  # label, placeholder, what is good to know
    "categories": ("Filed under", "Boots\u2026", "2 in 100 of the products name a kind of shoe."),
    "colors": ("Colour and material", "Black leather\u2026", None),
    "sizes": ("Size", "8, 8 W, 39\u2026", None),
}


def shoe_entry(
    ids: Callable[[str], str], shoe: Shoe, choices: ShoeChoices, model: str, remarks: Sequence[str]
) -> html.Section:
    """Return the card.

    Args:
        ids: Names the parts `title`, `brand`, `categories`, `colors`, `sizes`, `model`.
        shoe: What stands in the boxes at first.
        choices: What is offered.
        model: Which model is asked at first.
        remarks: What was wrong with the link, one sentence each.
    """
    lists = [_list(ids(name), name, shoe, choices) for name in _LISTS]
    asked = dmc.SegmentedControl(
        id=ids("model"), data=list(choices.models), value=model, fullWidth=True,
        **{"aria-label": "Which model says the price"},
    )  # fmt: skip
    said = [html.P(remark, className="entry-remark", role="status") for remark in remarks]
    return html.Section(
        [_title(ids("title"), shoe.title), _brand(ids("brand"), shoe.brand, choices.brands),
         *lists, asked, *said],
        className="card entry shoe-entry",
        **{"aria-label": "The shoe"},
    )  # fmt: skip


def _title(name: str, text: str) -> Any:
    return dmc.Textarea(
        id=name, value=text, label="Title", placeholder="Women\u2019s leather ankle boot\u2026",
        debounce=PAUSE, minRows=3, resize="vertical", spellCheck=False,
        attributes={"input": {"dir": "auto"}},
    )  # fmt: skip


def _brand(name: str, text: str, brands: Sequence[str]) -> Any:
    return dmc.Autocomplete(
        id=name, value=text, label="Brand", placeholder="Any name", data=list(brands),
        debounce=PAUSE, limit=_SHOWN, clearable=True, maxDropdownHeight=240,
        comboboxProps={"shadow": "md"},
        clearButtonProps={"aria-label": "Remove the brand"},
    )  # fmt: skip


def _list(name: str, field: str, shoe: Shoe, choices: ShoeChoices) -> Any:
    label, example, note = _LISTS[field]
    return dmc.TagsInput(
        id=name, value=list(shoe.lists[field]), label=label, placeholder=example,
        data=list(choices.lists[field]), splitChars=[","], maxTags=choices.most, description=note,
        acceptValueOnBlur=True, limit=_SHOWN, maxDropdownHeight=240,
        comboboxProps={"shadow": "md"},
    )  # fmt: skip
