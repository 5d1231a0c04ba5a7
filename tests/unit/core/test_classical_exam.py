"""The classical forecasters as rows of a table, on a handful of series."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import classical_exam as subject
from core import visitor_files, work_folder
from core.classical import forecast_ahead
from core.errors import InvalidInput, MissingData
from core.forecast_views import shown, table_of
from core.own_data import receive
from core.protocols import PROTOCOLS
from core.settings import Settings

NAMES = ("theta", "auto-ets")


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return a visitor's series and what was fitted to some of them; the folder stays patched."""
    patch = pytest.MonkeyPatch()
    found = Settings(work=tmp_path_factory.mktemp("kept") / "work")
    patch.setattr(work_folder, "settings", lambda: found)
    patch.setattr(visitor_files, "settings", lambda: found)
    rng = np.random.default_rng(3)
    rows = [f"S{row}," + ",".join(map(str, rng.normal(size=24).cumsum())) for row in range(8)]
    own = receive(None, None, "\n".join([*rows, "STILL" + ",5" * 24]), None).token
    said: list[tuple[int, int, str]] = []
    order = subject.order_of(NAMES, own, "S3", "4")
    token = subject.fit(order, lambda *told: said.append(told))
    yield own, token, said
    patch.undo()


def test_progress_is_told_after_every_series(fitted: Any) -> None:
    told = fitted[2]
    assert [done for done, _, _ in told] == list(range(1, 9))
    assert {total for _, total, _ in told} == {8}
    assert [title for _, _, title in told][::4] == ["Theta", "AutoETS"]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_they_have_rows_under_every_protocol_beside_the_last_value(
    fitted: Any, protocol: str
) -> None:
    own, token, _ = fitted
    table = subject.shown_with(protocol, "1", own, token)
    place = table.names.index("S3")
    theta = table.forecaster("theta")
    assert theta.title == "Theta, 4 series"
    assert theta.answers is not None
    assert np.isfinite(theta.answers).sum() == 4
    wanted = forecast_ahead("theta", table.series[place], 1).mean[0]
    assert theta.answers[place] == pytest.approx(wanted)
    assert theta.score is not None
    there = np.isfinite(theta.answers)
    if protocol != "walk":
        last = np.mean((table.series[there, -1] - table.targets[there]) ** 2)
        assert theta.score.skill == pytest.approx(1 - theta.score.mse / last)
    assert "on 4 of 9 series" in (theta.remark or "")
    errors = [one.mse for one in table.able]
    assert errors == sorted(errors)


def test_many_steps_ahead_come_with_the_interval_they_claim_and_its_measured_coverage(
    fitted: Any,
) -> None:
    own, token, _ = fitted
    table = table_of(own)
    fan = subject.claimed_fan(own, token, "theta", "S3", "check")
    assert isinstance(fan, subject.ClaimedFan)
    assert (fan.start, len(fan.path), fan.series) == (18, 6, 4)
    assert fan.truth is not None
    np.testing.assert_allclose(fan.truth, table.values[3, 18:])
    assert (fan.low <= fan.path).all()
    assert 0 <= (fan.coverage or 0) <= 1
    coming = subject.claimed_fan(own, token, "auto-ets", "S3", "today")
    assert isinstance(coming, subject.ClaimedFan)
    assert (coming.start, coming.truth) == (24, None)


def test_series_that_were_not_fitted_and_other_data_are_told_apart(fitted: Any) -> None:
    own, token, _ = fitted
    table = table_of(own)
    told = visitor_files.fetch(token, subject.KIND).arrays["rows"]
    other = next(name for row, name in enumerate(table.names) if row not in told)
    assert "not among the series" in str(subject.claimed_fan(own, token, "theta", other, "check"))
    for wrong in (None, "x" * 32, "../..", 3):
        assert subject.claimed_fan(own, wrong, "theta", "S3", "check") == "Nothing is fitted yet."
        assert subject.shown_with("walk", "1", own, wrong) is shown(own, "walk", "1")
    assert subject.shown_with("walk", "1", None, token) is shown(None, "walk", "1")


def test_a_series_it_fails_on_is_a_row_that_says_so(fitted: Any, tmp_path: Path) -> None:
    short = receive(None, None, "A,1,2,4\nB,3,2,4\n", None).token
    token = subject.fit(subject.order_of(("theta",), short, "A", "2"), lambda *_: None)
    table = subject.shown_with("lecture", "1", short, token)
    (row,) = [one for one in table.forecasters if one.name == "theta"]
    assert "answers for none of 2 series: it needs more values than the 2" in (row.reason or "")
    assert "was not fitted" in str(subject.claimed_fan(short, token, "auto-ets", "A", "check"))
    assert "failed" in str(subject.claimed_fan(short, token, "theta", "A", "check"))


@pytest.mark.parametrize(
    ("names", "count"),
    [((), "1"), (("prophet",), "1"), (None, "1"), (("theta",), "0"), (("theta",), "101")],
)
def test_an_order_that_makes_no_sense_is_refused(names: Any, count: Any) -> None:
    with pytest.raises(InvalidInput):
        subject.order_of(names, None, "GOOG", count)


@pytest.mark.parametrize("count", [None, "x", "1.5", "-3", "²"])
def test_a_number_that_is_none_is_refused(count: Any) -> None:
    with pytest.raises(InvalidInput, match="Between 1 and 100"):
        subject.order_of(("theta",), None, "GOOG", count)


def test_without_the_package_the_job_says_what_to_install(monkeypatch: Any) -> None:
    monkeypatch.setattr("core.classical.find_spec", lambda _name: None)
    with pytest.raises(MissingData, match="requirements-classical"):
        subject.fit(subject.order_of(("theta",), None, "GOOG", "1"), lambda *_: None)


@pytest.mark.parametrize(
    ("total", "count", "place"), [(9, 4, 3), (1, 10, 0), (500, 1, 499), (5, 5, 2)]
)
def test_a_sample_is_spread_and_holds_the_series_on_stage(
    total: int, count: int, place: int
) -> None:
    rows = subject.sample_rows(total, count, place)
    assert place in rows
    assert len(rows) == len(set(rows.tolist())) == min(count, total)
    assert rows.min() >= 0
    assert rows.max() < total
