"""A shoe as it comes from a page or a link, where anything may stand."""

from __future__ import annotations

import pytest

from core.errors import InvalidInput
from core.settings import settings
from core.shoe_request import (
    FILED_UNDER,
    LONGEST_ENTRY,
    MOST_ENTRIES,
    Shoe,
    ShoeRequest,
    columns_of,
    shoe_visit,
    without,
)

BOOT = Shoe("boot", "Ugg", ("Boots",), ("Black", "Tan"), ("8",))


def test_a_page_sends_six_values_and_what_is_no_text_counts_as_not_said() -> None:
    request = ShoeRequest.of([None, 7, "Boots", [None, "Black", {}, " "], {"a": 1}, "shoes-best"])
    assert request == ShoeRequest(Shoe(colors=("Black",)), "shoes-best")
    assert request.shoe != Shoe()
    assert ShoeRequest.of(["", " ", [], [], [], "shoes-best"]).shoe.is_empty


@pytest.mark.parametrize("asked", [None, "boot", [], ["boot"], 6, {"title": "boot"}])
def test_what_is_no_such_list_is_refused(asked: object) -> None:
    with pytest.raises(InvalidInput, match="title, a brand"):
        ShoeRequest.of(asked)


@pytest.mark.parametrize("model", [None, "", "sentiment-lstm", ["shoes-best"], "run:1"])
def test_only_models_of_prices_are_asked(model: object) -> None:
    with pytest.raises(InvalidInput, match="shoes-price"):
        ShoeRequest.of(["boot", "", [], [], [], model])


def test_what_is_endless_is_cut() -> None:
    request = ShoeRequest.of(["x" * 10**6, "b" * 1000, ["k" * 1000] * 1000, [], [], "shoes-price"])
    assert len(request.shoe.title) == settings().text_limit
    assert len(request.shoe.brand) == LONGEST_ENTRY
    assert request.shoe.categories == ("k" * LONGEST_ENTRY,) * MOST_ENTRIES


def test_a_comma_inside_an_entry_does_not_make_two_of_it() -> None:
    request = ShoeRequest.of(["", "", [], ["Black, Tan"], [], "shoes-price"])
    assert request.shoe.colors == ("Black  Tan",)


def test_every_shoe_is_filed_where_all_of_the_data_are() -> None:
    cells = columns_of([BOOT, Shoe()])["categories"]
    assert cells[0].split(", ") == [*FILED_UNDER, "Boots"]
    assert cells[1].split(", ") == [*FILED_UNDER]


def test_one_entry_is_left_out_at_its_place() -> None:
    assert without(BOOT, "colors", 0).colors == ("Tan",)
    assert without(BOOT, "colors", 1).colors == ("Black",)


def test_a_bare_link_asks_for_the_example() -> None:
    visit = shoe_visit({}, BOOT)
    assert visit.request == ShoeRequest(BOOT)
    assert visit.remarks == ()


def test_a_link_describes_a_shoe_and_names_a_model() -> None:
    query = {"title": "red pump", "colors": "Red,Dark red", "sizes": "7", "model": "shoes-best"}
    visit = shoe_visit(query, BOOT)
    assert visit.request.shoe == Shoe("red pump", "", (), ("Red", "Dark red"), ("7",))
    assert visit.request.model == "shoes-best"


def test_an_empty_title_in_a_link_is_a_shoe_without_one() -> None:
    assert shoe_visit({"title": ""}, BOOT).request.shoe == Shoe()


def test_nonsense_in_a_link_is_replaced_and_said() -> None:
    visit = shoe_visit({"model": "<b>", "title": "x" * 9999, "brand": ["a", "b"]}, BOOT)
    assert visit.request.model == "shoes-price"
    assert len(visit.request.shoe.title) == settings().link_limit
    assert visit.request.shoe.brand == "b"
    assert any("'<b>'" in remark for remark in visit.remarks)
    assert any("characters" in remark for remark in visit.remarks)
