"""The form of the training room: a link carries only what was changed, and nonsense is said."""

import pytest

from core import registry, training_form
from core.errors import InvalidInput
from core.settings import Serving
from core.training_form import (
    BY_HAND,
    FIRST_MODEL,
    fields_of,
    read_settings,
    request_of,
    settings_text,
    told,
    visit_from_link,
)


def defaults(model):
    fields = fields_of(model)
    return [field.name for field in fields], [field.default for field in fields]


@pytest.mark.parametrize("model", sorted(registry.models()))
def test_a_form_nobody_touched_asks_for_the_models_own_recipe(model):
    names, values = defaults(model)
    assert settings_text(model, names, values) == ""
    request = request_of(model, "")
    assert request.recipe() == registry.model_spec(model).recipe
    assert request.full_options() == registry.model_spec(model).options


def test_only_what_was_changed_is_in_the_text_and_it_reads_back():
    names, values = defaults("sentiment-lstm")
    changed = dict(zip(names, values, strict=True)) | {"units": 3, "epochs": 2, "mask": "False"}
    text = settings_text("sentiment-lstm", list(changed), list(changed.values()))
    assert read_settings(text) == {"units": "3", "epochs": "2", "mask": "False"}
    request = request_of("sentiment-lstm", text, note="three")
    assert (request.epochs, request.full_options().units) == (2, 3)
    assert request.full_options().mask is False
    assert told(request) == "epochs 2, units 3, mask False, seed 1"


def test_a_run_in_which_nothing_was_changed_says_so():
    assert (
        told(request_of("sentiment-lstm", ""))
        == "the lecture\u2019s model, nothing changed, seed 1"
    )
    assert told(request_of("sentiment-best", "seed=3")) == "nothing changed, seed 3"
    own = request_of("sentiment-lstm", "epochs=2", dataset="own")
    assert told(own) == "own rows, epochs 2, seed 1"


def test_a_list_of_layers_can_be_typed():
    request = request_of("stocks-stack", "units=4, 2, 1")
    assert request.full_options().units == (4, 2, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [("epochs=0", "epochs"), ("learning_rate=fast", "learning rate"), ("wheels=4", "wheels"),
     ("units=1e9", "units"), ("rows_used=5000000000", "rows")],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named(text, words):
    with pytest.raises(InvalidInput, match=words):
        request_of("sentiment-lstm", text)


def test_a_link_with_nonsense_gives_the_first_form_and_says_why():
    visit = visit_from_link({"model": "unicorn", "set": "epochs=<b>", "runs": "a,b,c"}, 2)
    assert visit.model == "sentiment-lstm"
    assert visit.text == ""
    assert visit.runs == ("a", "b")
    assert "unicorn" in visit.remarks[0]
    assert len(visit.remarks) == 2


@pytest.mark.parametrize(("engine", "model"), [("local", BY_HAND), ("celery", FIRST_MODEL)])
def test_without_tensorflow_here_workers_train_the_network_that_is_offered_first(
    monkeypatch, engine, model
):
    monkeypatch.setattr(training_form, "has_keras", lambda: False)
    monkeypatch.setattr(training_form, "serving", lambda: Serving(engine=engine))
    assert visit_from_link({}, 2).model == model
