"""The form of a model's options comes from the options themselves."""

import pytest

from core import registry
from core.errors import InvalidInput
from core.models.sentiment import SentimentOptions
from core.option_form import option_fields, read_options

LSTM = registry.model_spec("sentiment-lstm")


def by_name(name):
    return {entry.name: entry for entry in option_fields(registry.model_spec(name))}


def test_every_option_of_every_model_is_explained_and_takes_its_own_default():
    for spec in registry.models().values():
        for entry in option_fields(spec):
            assert entry.words, (spec.name, entry.name)
            assert entry.read(entry.default) == entry.default


def test_kinds_ranges_and_choices_come_from_the_types():
    fields = by_name("sentiment-lstm")
    assert (fields["units"].kind, fields["units"].default) == ("whole", 10)
    assert fields["dropout"].kind == "number"
    assert fields["keep"].choices == ("start", "end", "both")
    assert by_name("stocks-stack")["units"].kind == "sizes"
    assert by_name("stocks-stack")["residual"].kind == "switch"
    assert by_name("stocks-neuron") == {}


def test_names_that_share_a_line_of_the_docstring_share_its_explanation():
    fields = by_name("sentiment-lstm")
    assert fields["filters"].words == fields["kernel_size"].words == "Of the convolution."


def test_what_a_visitor_chose_replaces_the_default():
    options = read_options(LSTM, {"units": "20", "dropout": 0, "padding": "before"})
    assert options == SentimentOptions(units=20, dropout=0, padding="before", length=200)
    stack = read_options(registry.model_spec("stocks-stack"), {"units": "4, 2, 1"})
    assert stack.units == (4, 2, 1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"units": 0}, "units is a whole number from 1 to 512, not 0"),
        ({"units": 2.5}, "whole number"),
        ({"units": "ten"}, "'ten'"),
        ({"units": True}, "not True"),
        ({"units": None}, "not nothing"),
        ({"dropout": float("nan")}, "dropout is a number from 0 to 0.9"),
        ({"keep": "middle"}, "start, end, both"),
        ({"colour": 1}, "has no option colour"),
    ],
)
def test_what_no_option_can_be_is_refused_with_what_it_could_be(given, said):
    with pytest.raises(InvalidInput, match=said):
        read_options(LSTM, given)
