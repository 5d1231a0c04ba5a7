"""Files between a browser and the server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core import visitor_parts
from tests.table_fakes import private_folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return private_folder(monkeypatch, tmp_path)


def give(client: Any, raw: bytes, name: str = "a.csv", **headers: str) -> Any:
    """Post a file as the browser does."""
    return client.post("/files/give", data=raw, headers={"X-Filename": name, **headers})


def test_a_file_is_given_fetched_when_it_was_made_and_forgotten(client: Any, folder: Path) -> None:
    token = give(client, b"text\ngood\n").json["token"]
    assert visitor_parts.part(token, visitor_parts.UPLOAD).read_bytes() == b"text\ngood\n"
    assert client.post("/files/take", data={"token": token, "part": "upload"}).status_code == 400
    with visitor_parts.writing(token, visitor_parts.ANSWERS) as path:
        path.write_text("text,prediction\n")
    fetched = client.post("/files/take", data={"token": token, "part": "answers"})
    assert fetched.data == b"text,prediction\n"
    assert fetched.mimetype == "text/csv"
    assert fetched.headers["Cache-Control"] == "private, no-store"
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"
    fetched.close()
    assert client.post("/files/forget", data=token).status_code == 204
    assert not list(folder.iterdir())


def test_what_is_refused_says_why_in_words(client: Any) -> None:
    refused = give(client, b"", "%D7%A9.csv")
    assert refused.status_code == 400
    assert refused.json["message"].startswith("\u05e9.csv is empty")
    lost = client.post("/files/take", data={"token": "x" * 32, "part": "answers"})
    assert "no longer on the server" in lost.json["message"]
    assert client.post("/files/forget", data=b"\xff" * 500).status_code == 204


def test_another_sites_page_cannot_give_files(client: Any, folder: Path) -> None:
    refused = give(client, b"text\n", **{"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 400
    assert not folder.exists() or not list(folder.iterdir())


def test_addresses_of_files_only_take_posts(client: Any) -> None:
    assert client.get("/files/take").status_code in {404, 405}
