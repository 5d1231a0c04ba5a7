"""What lasts is compressed quickly first, best afterwards, and only once for an installation."""

import threading

import brotli
import pytest

from components import packed as subject
from components.packed import Packed

LARGE = b"".join(f"var name{i % 977} = {i * i};\n".encode() for i in range(6_000))


@pytest.fixture
def finished(monkeypatch):
    """Return a function that waits until the best form is made."""
    threads = []

    class Noted(threading.Thread):
        def start(self):
            threads.append(self)
            super().start()

    monkeypatch.setattr(subject.threading, "Thread", Noted)
    return lambda: [thread.join(20) for thread in threads]


def test_a_large_script_is_answered_at_once_and_is_smaller_later(tmp_path, finished):
    packed = Packed(tmp_path)
    first = packed.add("key", LARGE)
    finished()
    later = packed.get("key")
    assert brotli.decompress(first) == brotli.decompress(later) == LARGE
    assert len(later) < len(first)


def test_the_next_process_finds_the_best_form(tmp_path, finished):
    Packed(tmp_path).add("key", LARGE)
    finished()
    (written,) = tmp_path.glob("*.br")
    assert Packed(tmp_path).add("other", LARGE) == written.read_bytes()


def test_a_small_script_is_compressed_best_at_once_and_leaves_no_file(tmp_path):
    small = LARGE[:5_000]
    assert Packed(tmp_path).add("key", small) == brotli.compress(small, quality=11)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"no brotli", brotli.compress(b"another script")])
def test_a_damaged_or_strange_file_is_not_served(tmp_path, finished, damage):
    Packed(tmp_path).add("key", LARGE)
    finished()
    (written,) = tmp_path.glob("*.br")
    written.write_bytes(damage)
    assert brotli.decompress(Packed(tmp_path).add("key", LARGE)) == LARGE
    finished()


@pytest.mark.parametrize("folder", [None, "missing"])
def test_without_a_folder_it_works_for_this_process(tmp_path, finished, folder):
    packed = Packed(folder and tmp_path / folder)
    packed.add("key", LARGE)
    finished()
    assert packed.get("key") == brotli.compress(LARGE, quality=11)


def test_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(subject, "_KEPT", 2)
    packed = Packed(None)
    for key in range(3):
        packed.add(key, b"small")
    assert packed.get(0) is None
    assert packed.get(2)


def test_what_cannot_be_compressed_elsewhere_stays_as_it_was_at_first(
    tmp_path, finished, monkeypatch
):
    monkeypatch.setattr(subject.sys, "executable", str(tmp_path / "no python"))
    packed = Packed(tmp_path)
    first = packed.add("key", LARGE)
    finished()
    assert packed.get("key") == first
    assert list(tmp_path.glob("*.br")) == []
