"""The 84 numbers beside a title: one encoder, learnt without prices, the same everywhere."""

from __future__ import annotations

import numpy as np
import pytest

from core import registry
from core.contracts import Columns
from core.shoe_table import NAMED_BRANDS, READS, WIDTH, ShoeTable


def shoes(*rows: tuple[str, str, str, str], groups: list[int] | None = None) -> Columns:
    """Return rows of brand, categories, colours, sizes."""
    columns = {
        name: np.array(cells, object)
        for name, cells in zip(READS, zip(*rows, strict=True), strict=True)
    }
    return {**columns, "group": np.array(groups or range(len(rows)))}


BOOT = ("Soda", "Shoes,Boots", "Black Leather", "8")


def named(table: ShoeTable, row: np.ndarray) -> dict[str, float]:
    """Return the numbers of one shoe by their names, those that are 0 left out."""
    pairs = zip(table.columns, row.tolist(), strict=True)
    return {column.name: round(value, 3) for column, value in pairs if value}


def test_there_are_84_columns_each_with_a_name_and_a_meaning_of_its_own() -> None:
    columns = registry.predictor("shoes-price").options.table.columns
    assert len(columns) == WIDTH
    assert len({(column.field, column.name) for column in columns}) == WIDTH
    assert all(column.says for column in columns)
    assert {column.field for column in columns} == set(READS)


def test_no_column_is_made_of_the_offer_or_a_price() -> None:
    spec = registry.model_spec("shoes-price")
    assert set(spec.reads) == {"name", *READS}
    assert not any(
        word in column.says for column in ShoeTable().columns for word in ("price", "offer")
    )


def test_a_row_says_what_the_cells_say() -> None:
    table = ShoeTable(("soda",))
    found = named(table, table.encode(shoes(BOOT))[0])
    assert found == {
        "soda": 1, "boots": 1, "categories": 1.099, "black": 1, "colours": 0.693, "leather": 1,
        "sizes": 0.693, "smallest size": 8, "largest size": 8, "mean size": 8,
    }  # fmt: skip


def test_an_empty_shoe_is_of_an_unknown_brand_without_colour_and_of_the_usual_size() -> None:
    table = ShoeTable(("soda",))
    found = named(table, table.encode(shoes(("", "", "", "")))[0])
    assert found == {
        "unknown brand": 1, "no colour": 1, "no size": 1,
        "smallest size": 8, "largest size": 8, "mean size": 8,
    }  # fmt: skip


def test_a_brand_met_once_is_read_as_unknown_and_the_frequent_ones_come_first() -> None:
    rows = [
        BOOT,
        ("UGG", *BOOT[1:]),
        ("ugg", *BOOT[1:]),
        BOOT,
        ("Ugg ", *BOOT[1:]),
        ("Once", *BOOT[1:]),
    ]
    table = ShoeTable.fit(shoes(*rows))
    assert table.brands == ("ugg", "soda")
    assert table.knows(" Soda")
    assert not table.knows("Once")
    assert not table.knows("")


def test_offers_of_one_product_count_once() -> None:
    rows = [BOOT, BOOT, ("Ugg", *BOOT[1:]), ("Ugg", *BOOT[1:])]
    assert ShoeTable.fit(shoes(*rows, groups=[0, 0, 1, 2])).brands == ("ugg",)


def test_the_brands_beyond_those_with_a_column_share_one() -> None:
    brands = tuple(f"b{place}" for place in range(NAMED_BRANDS + 2))
    table = ShoeTable(brands)
    rows = table.encode(shoes(*[(name, "", "", "8") for name in brands]))
    assert rows[:, :NAMED_BRANDS].sum(axis=1).tolist() == [1.0] * NAMED_BRANDS + [0.0, 0.0]
    assert rows[-2:, NAMED_BRANDS].tolist() == [1.0, 1.0]


def test_numbers_are_scaled_by_what_was_usual_and_never_run_away() -> None:
    rows = [("a", "Boots", "Black", str(size)) for size in (6, 7, 8, 9)]
    table = ShoeTable.fit(shoes(*rows))
    scaled = table.encode(shoes(*rows))
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-5)
    assert np.abs(table.encode(shoes(("a", "x," * 500, "red," * 500, "8," * 5000)))).max() <= 10


def test_a_column_that_never_varied_stays_0_whatever_comes() -> None:
    table = ShoeTable.fit(shoes(BOOT, ("Ugg", *BOOT[1:])))
    names = [column.name for column in table.columns]
    found = table.encode(shoes(("Nobody", "", "", "")))[0]
    assert found[names.index("no size")] == 0
    assert found[names.index("boots")] == 0


@pytest.mark.parametrize("name", ["shoes-price", "shoes-best"])
def test_the_saved_encoder_is_the_one_that_was_learnt(name: str, real_data: object) -> None:
    from core.shoe_split import parts

    learnt = ShoeTable.fit(parts(registry.dataset("shoes").columns)["train"])
    assert registry.predictor(name).options.table == learnt
