"""Reviews, question pairs and shoes: real when present, else written for the product."""

import gzip

import numpy as np
import pandas as pd
import pytest

from core import settings as places
from core.datasets import questions, reviews, shoes
from core.errors import InvalidInput
from core.settings import Settings


@pytest.fixture
def root(tmp_path, monkeypatch):
    """An empty data root in place of the real one."""
    here = Settings(data_root=tmp_path)
    for module in (reviews, questions, shoes):
        monkeypatch.setattr(module, "settings", lambda: here)
    assert places.settings() is not here
    return tmp_path


def put(root, path, table):
    target = root / path
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(gzip.compress(pd.DataFrame(table).to_csv(index=False).encode()))


@pytest.mark.parametrize(("module", "least"), [(reviews, 150), (questions, 150), (shoes, 60)])
def test_without_real_data_the_rows_written_for_the_product_are_used(root, module, least):
    data = module.load()
    assert data.origin == "sample"
    assert len(data) >= least
    assert str(len(data)) in data.note


@pytest.mark.parametrize(("module", "label"), [(reviews, "label"), (questions, "is_duplicate")])
def test_the_rows_written_for_the_product_have_both_labels(root, module, label):
    share = module.load().columns[label].mean()
    assert 0.3 < share < 0.6


def test_asking_for_fewer_rows_gives_the_first_of_the_same_order(root):
    everything, few = reviews.load(), reviews.load(5)
    assert few.columns["text"].tolist() == everything.columns["text"][:5].tolist()


def put_reviews(root, tested="nothing like it"):
    for name in reviews._TRAINING_FILES:
        rows = {"text": [f"good {name}", f"Bad, {name}!", f"so so {name}"], "label": ["1", "0", ""]}
        put(root, f"reviews/{name}.csv.gz", rows)
    put(root, f"reviews/{reviews._OFFICIAL_TEST}", {"text": [tested], "label": [1]})


def test_reviews_without_a_label_are_left_out(root):
    put_reviews(root)
    data = reviews.load()
    assert data.origin == "real"
    assert len(data) == 2 * len(reviews._TRAINING_FILES)
    assert data.columns["only_training"].sum() == 2


def test_a_review_of_the_test_file_is_never_trained_on_however_it_is_tokenised(root):
    put_reviews(root, tested="bad  ,  IMDB_train !")
    assert "Bad, imdb_train!" not in reviews.load().columns["text"]
    assert "good imdb_train" in reviews.load().columns["text"]


def test_pairs_that_share_a_question_through_others_are_one_group():
    first = pd.Series(["a b", "A, b?", "c", "x"])
    second = pd.Series(["c", "d", "e", "y"])
    groups = questions.linked_groups(first, second)
    assert groups[0] == groups[1] == groups[2] != groups[3]


def test_known_duplicates_only_train(root):
    pair = {"question1": ["a"], "question2": ["b"], "is_duplicate": [1]}
    put(root, "questions/labelled_pairs.csv.gz", pair)
    put(root, "questions/duplicate_pairs.csv.gz", {**pair, "question1": ["c"]})
    columns = questions.load().columns
    assert dict(zip(columns["source"], columns["only_training"], strict=True)) == {
        "labelled_pairs": False,
        "duplicate_pairs": True,
    }


def test_a_wrong_label_is_named_with_its_row_and_column(root):
    put_reviews(root)
    put(root, "reviews/imdb_train.csv.gz", {"text": ["a", "b"], "label": ["1", "maybe"]})
    with pytest.raises(InvalidInput, match=r"Row 2, column label: 'maybe'"):
        reviews.load()


def test_offers_of_one_product_share_a_group_and_the_price_is_the_middle(root):
    table = {name: ["x", "x", "y"] for name in shoes._DESCRIPTION}
    prices = {"price_min": [10, 20, 30], "price_max": [20, 20, 50], "product_id": [7, 7, 9]}
    put(root, "shoes/womens_shoes.csv.gz", table | prices)
    columns = shoes.load().columns
    by_price = dict(zip(columns["price"], columns["group"], strict=True))
    assert set(by_price) == {15, 20, 40}
    assert by_price[15] == by_price[20] != by_price[40]


def test_a_price_that_is_none_is_named_with_its_row(root):
    table = {name: ["x", "y"] for name in shoes._DESCRIPTION}
    prices = {"price_min": [10, "free"], "price_max": [20, 20], "product_id": [1, 2]}
    put(root, "shoes/womens_shoes.csv.gz", table | prices)
    with pytest.raises(InvalidInput, match=r"Row 2, column price_min: 'free'"):
        shoes.load()


def test_columns_cannot_be_written(root):
    with pytest.raises(ValueError, match="read-only"):
        reviews.load().columns["label"][0] = np.nan
