"""The audit reads what pip-audit writes, and where nobody can be asked it says so and passes."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests import audit
from tests.sources import PROJECT

WEAK = {"name": "flask", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
SOUND = {"name": "numpy", "version": "2.0", "vulns": []}
SKIPPED = {"name": "own", "skip_reason": "not on PyPI"}


def test_a_weakness_is_named_with_its_remedy() -> None:
    told = json.dumps({"dependencies": [SOUND, WEAK, SKIPPED]})
    assert audit.complaints(told) == ["flask 1.0: PYSEC-1, mended in 1.1"]


def test_an_index_that_knows_nothing_finds_nothing_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.dumps({"dependencies": [SKIPPED]})
    monkeypatch.setattr(audit, "resolved", lambda path: ["own==1"])
    monkeypatch.setattr(audit, "weaknesses", lambda wanted: audit.complaints(told))
    assert audit.main() == 0
    assert "says nothing about weaknesses" in capsys.readouterr().err


def test_an_excused_weakness_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "EXCUSED", {"PYSEC-1": "only with debug on"})
    assert audit.complaints(json.dumps({"dependencies": [WEAK]})) == []


def test_a_weakness_fails_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "resolved", lambda path: ["flask==1.0"])
    monkeypatch.setattr(audit, "weaknesses", lambda wanted: ["flask 1.0: PYSEC-1"])
    assert audit.main() == 1
    assert "PYSEC-1" in capsys.readouterr().err


def test_without_a_network_there_is_a_notice_and_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def cannot(path: object) -> list[str]:
        raise subprocess.CalledProcessError(1, "pip", stderr="a\nERROR: no connection\n")

    monkeypatch.setattr(audit, "resolved", cannot)
    assert audit.main() == 0
    assert capsys.readouterr().err == (
        "Known weaknesses were not looked up: ERROR: no connection.\n"
    )


def test_the_check_asks() -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    assert "-m tests.audit" in makefile.split("\ncheck:")[1].split("\n\n")[0]
