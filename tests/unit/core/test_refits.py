"""Many small networks in one folder, made one after the other."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core import artifacts, refits, refitting, registry
from core.architecture import Architecture, Step
from core.errors import Incompatible, MissingData, NotTrained
from core.network import Network
from core.refits import FOLDS, Refit, Refits, fingerprint, folds
from core.remedies import COMBINATIONS, Remedies
from core.settings import settings

OPTIONS = {"units": 1, "activation": "tanh", "return_sequences": False}
NEURON = Architecture(("in",), (Step("rnn", "rnn", "SimpleRNN", ("in",), OPTIONS),))


def small(value: float) -> Refit:
    """Return a network of three weights."""
    weights = {f"rnn/{i}": np.full((1,) * (2 if i < 2 else 1), value) for i in range(3)}
    return Refit(NEURON, weights, {"model": "stocks-rnn", "rows": 4})


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    kept = Refits(7, {"rows": 4}, {"stocks-rnn/walk": small(0.1), "stocks-rnn/fan": small(0.2)})
    refits.save(tmp_path / "all", kept)
    found = refits.load(tmp_path / "all")
    assert (found.seed, found.data) == (7, {"rows": 4})
    assert list(found.networks) == list(kept.networks)
    series = np.random.default_rng(1).normal(size=(3, 5, 1))
    for name, one in found.networks.items():
        assert one.parameters == 3
        mine = Network(one.architecture, one.weights).run([series]).answer
        theirs = Network(NEURON, kept.networks[name].weights).run([series]).answer
        np.testing.assert_array_equal(mine, theirs)
    with pytest.raises(NotTrained, match="stocks-stack/walk is not in stocks-refits"):
        found.refit("stocks-stack/walk")


def test_what_is_loaded_and_saved_in_another_order_keeps_its_layers(tmp_path: Path) -> None:
    step = Step("rnn", "rnn", "SimpleRNN", ("in",), {**OPTIONS, "activation": "linear"})
    other = Refit(Architecture(("in",), (step,)), small(0.3).weights, {"model": "x"})
    refits.save(tmp_path / "all", Refits(7, {}, {"a/b": small(0.1), "c/d": other}))
    found = refits.load(tmp_path / "all").networks
    refits.save(tmp_path / "all", Refits(7, {}, dict(reversed(found.items()))))
    again = refits.load(tmp_path / "all").networks
    assert list(again) == ["c/d", "a/b"]
    assert again["c/d"].architecture == other.architecture
    assert again["a/b"].architecture == NEURON
    assert again["a/b"].story == small(0.1).story


def test_a_folder_that_was_changed_or_is_of_another_format_is_refused(tmp_path: Path) -> None:
    refits.save(tmp_path / "all", Refits(7, {}, {"a/b": small(0.1)}))
    card = tmp_path / "all" / artifacts.CARD
    card.write_text(card.read_text().replace('"seed": 7', '"seed": 8'))
    with pytest.raises(NotTrained, match="damaged or was changed"):
        refits.load(tmp_path / "all")
    content = json.loads(card.read_text()) | {"format": 99}
    artifacts.write_json(card, content)
    files = artifacts.fingerprints(tmp_path / "all")
    artifacts.write_json(tmp_path / "all" / artifacts.MANIFEST, files)
    with pytest.raises(Incompatible, match="format 99"):
        refits.load(tmp_path / "all")


def test_folds_are_of_nearly_equal_size_and_the_same_for_a_seed() -> None:
    drawn = folds(502, 1)
    assert np.bincount(drawn).tolist() == [101, 101, 100, 100, 100]
    np.testing.assert_array_equal(drawn, folds(502, 1))
    assert (drawn != folds(502, 2)).any()


def test_a_fingerprint_knows_one_table_and_forgives_rounding() -> None:
    values = np.random.default_rng(3).uniform(-1, 1, (6, 9))
    assert fingerprint(values) == fingerprint(values + 1e-12)
    assert fingerprint(values) != fingerprint(values[::-1])


def test_sixteen_combinations_have_sixteen_names_and_codes() -> None:
    assert len({one.network("walk") for one in COMBINATIONS}) == 16
    for one in COMBINATIONS:
        assert Remedies.from_link(",".join(one.names)) == one == Remedies.from_names(one.names)
    for nonsense in (None, "", "0110", ",,", 110, ["residual"], "x" * 9999):
        assert Remedies.from_link(nonsense) == Remedies()
    assert Remedies.from_names("no_tanh") == Remedies.from_names(["all"]) == Remedies()


def test_without_the_lectures_file_nothing_is_fitted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = registry.dataset_spec("stocks-simulated").load(None)
    monkeypatch.setattr(registry, "dataset_spec", lambda _: Simulated(data))
    with pytest.raises(MissingData, match="data get stocks"):
        next(refitting.refit_all(1, tmp_path / "all"))


class Simulated:
    """A dataset that is never the lecture's."""

    def __init__(self, data: object) -> None:
        self.data = data

    def load(self, _rows: int | None) -> object:
        """Return the simulated series."""
        return self.data


def test_every_network_is_shipped_and_kept_from_what_it_is_measured_on() -> None:
    shipped = refits.load(settings().trained / refits.FOLDER)
    names = ("stocks-neuron", "stocks-rnn", "stocks-stack", "stocks-best")
    wanted = {f"{name}/fold-{i}" for name in names for i in range(FOLDS)}
    wanted |= {f"{name}/fan" for name in names} | {f"{name}/walk" for name in names[:3]}
    wanted |= {one.network(rows) for one in COMBINATIONS for rows in ("lecture", "walk")}
    assert set(shipped.networks) == wanted
    for name, one in shipped.networks.items():
        if name.endswith("/walk"):
            assert "none of the last 10" in one.story["fitted_to"]
        if name.endswith("/fan"):
            assert "40" in one.story["fitted_to"]
