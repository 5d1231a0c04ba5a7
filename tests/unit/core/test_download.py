"""Fetching files: from a server of our own, from a path, and everything that can go wrong."""

import dataclasses
import hashlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core import download, settings
from core.contracts import RemoteFile
from core.datasets import stocks
from core.errors import InvalidInput, MissingData

GOOD = b"ticker,01/01,02/01\n" + b"".join(b"SIM%03d,-1,1\n" % row for row in range(20_000))
OTHER = b"ticker,01/01,02/01\nOTHER,0.5,1\n"
DAMAGED = b"ticker,01/01,02/01\nOTHER,0.5,high\n"


class Shelf(BaseHTTPRequestHandler):
    """Serves GOOD, OTHER and DAMAGED, breaks off on /broken, and on /shaky the first time only."""

    def do_GET(self):
        self.server.asked.append(self.path)
        body = {"/other": OTHER, "/damaged": DAMAGED}.get(self.path, GOOD)
        breaks = self.path == "/broken" or (
            self.path == "/shaky" and self.server.asked.count("/shaky") == 1
        )
        self.send_response(404 if self.path == "/nothing" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if breaks else body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shelf)
    server.asked = []
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def data_root(tmp_path, monkeypatch):
    """A folder that stands for the data root; no retries, so that failures are quick."""
    here = settings.Settings(data_root=tmp_path / "root")
    monkeypatch.setattr(download, "settings", lambda: here)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(download, "RETRIES", 0)
    return here.data_root


def spec_of(*files):
    return dataclasses.replace(stocks.SPECS[0], remote=files)


def good_file(url, kind=stocks.SeriesFile):
    return kind(stocks.FILE, url, hashlib.sha256(GOOD).hexdigest())


def files_under(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_with_the_right_checksum_takes_its_place(server, data_root):
    paths = download.get(spec_of(good_file(f"{server.address}/good")))
    assert paths == [data_root / stocks.FILE]
    assert paths[0].read_bytes() == GOOD
    assert files_under(data_root) == [stocks.FILE]


def test_the_account_that_serves_may_read_a_fetched_file(server, data_root):
    (path,) = download.get(spec_of(good_file(f"{server.address}/good")))
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_transfer_that_breaks_off_leaves_nothing(server, data_root):
    with pytest.raises(MissingData, match=r"/broken broke off, so nothing was kept\. Try again"):
        download.get(spec_of(good_file(f"{server.address}/broken")))
    assert files_under(data_root) == []


def test_a_transfer_that_breaks_off_once_is_tried_again(server, data_root, monkeypatch):
    monkeypatch.setattr(download, "RETRIES", 1)
    (path,) = download.get(spec_of(good_file(f"{server.address}/shaky")))
    assert path.read_bytes() == GOOD
    assert server.asked.count("/shaky") == 2


def test_a_wrong_checksum_leaves_nothing(server, data_root):
    with pytest.raises(InvalidInput, match=r"not the expected file: its SHA-256 begins with"):
        download.get(spec_of(good_file(f"{server.address}/other")))
    assert files_under(data_root) == []


def test_a_failed_download_keeps_the_file_that_was_there(server, data_root):
    download.get(spec_of(good_file(f"{server.address}/good")))
    for page in ("broken", "other", "nothing"):
        with pytest.raises((MissingData, InvalidInput)):
            download.get(spec_of(good_file(f"{server.address}/{page}")))
    assert (data_root / stocks.FILE).read_bytes() == GOOD
    assert files_under(data_root) == [stocks.FILE]


def test_no_network_is_told_with_the_host_and_the_way_around(data_root):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, never listening: every connection is refused
        port = closed.getsockname()[1]
        with pytest.raises(MissingData, match=rf"^127\.0\.0\.1:{port} cannot be reached.*--from"):
            download.get(spec_of(good_file(f"http://127.0.0.1:{port}/good")))
    assert files_under(data_root) == []


def test_an_address_without_a_file_is_told_with_its_status(server, data_root):
    with pytest.raises(MissingData, match=r"/nothing gave no file \(status 404\)"):
        download.get(spec_of(good_file(f"{server.address}/nothing")))


@pytest.mark.parametrize("address", ["ftp://host/file", "file:///etc/hostname", "://"])
def test_only_web_addresses_are_downloaded(address, data_root):
    with pytest.raises(InvalidInput, match="no http or https address"):
        download.get(spec_of(good_file("unused")), address)


def test_an_address_without_a_host_is_refused(data_root):
    with pytest.raises(MissingData, match=r"http:// cannot be fetched"):
        download.get(spec_of(good_file("unused")), "http://")


def test_a_local_file_takes_the_place_of_a_download(data_root, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_bytes(GOOD)
    (path,) = download.get(spec_of(good_file("http://unused")), str(mine))
    assert path.read_bytes() == mine.read_bytes() == GOOD


def test_a_short_answer_is_noticed_where_no_checksum_could(server, data_root):
    with pytest.raises(MissingData, match="broke off"):
        download.get(spec_of(good_file("http://unused")), f"{server.address}/broken")
    assert files_under(data_root) == []


@pytest.mark.parametrize("page", ["good", "other"])
def test_another_address_takes_the_place_of_the_known_one(page, server, data_root):
    remote = good_file("http://unused")
    (path,) = download.get(spec_of(remote), f"{server.address}/{page}")
    assert path.read_bytes() == {"good": GOOD, "other": OTHER}[page]
    assert download.is_known(remote, path) == (page == "good")


def test_another_file_must_be_accepted_by_the_reader_of_the_dataset(server, data_root, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_bytes(DAMAGED)
    for source in (str(mine), f"{server.address}/damaged"):
        with pytest.raises(InvalidInput, match=r"row 1 \(OTHER\), column 02/01.*'high'"):
            download.get(spec_of(good_file("http://unused")), source)
    assert files_under(data_root) == []


def test_a_file_without_a_reader_needs_its_checksum_from_anywhere(data_root, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_bytes(OTHER)
    with pytest.raises(InvalidInput, match="not the expected file"):
        download.get(spec_of(good_file("http://unused", kind=RemoteFile)), str(mine))


def test_a_local_file_that_is_not_there_is_named(data_root):
    with pytest.raises(MissingData, match=r"There is no file /nowhere/prices\.csv"):
        download.get(spec_of(good_file("http://unused")), "/nowhere/prices.csv")


def test_data_whose_owners_forbid_it_is_not_fetched(data_root):
    with pytest.raises(MissingData, match=r"owners' terms do not allow fetching; put the files at"):
        download.get(spec_of())


def test_one_source_cannot_stand_for_several_files(data_root):
    remote = good_file("http://unused")
    with pytest.raises(InvalidInput, match="2 files; --from can give only one"):
        download.get(spec_of(remote, remote), "mine.csv")


def test_a_data_root_that_is_no_folder_is_told(data_root, tmp_path):
    data_root.write_text("a file where a folder should be", encoding="utf-8")
    mine = tmp_path / "mine.csv"
    mine.write_bytes(GOOD)
    with pytest.raises(InvalidInput, match=r"cannot be written .*UNROLLED_DATA"):
        download.get(spec_of(good_file("http://unused")), str(mine))


def test_the_lectures_file_is_the_one_whose_checksum_is_declared(real_data):
    (remote,) = stocks.SPECS[0].remote
    assert download.is_known(remote, real_data / remote.path)
