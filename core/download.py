"""Fetching a dataset's files into the data root: whole, checked, or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit

import pooch
import requests
from requests import exceptions as failures
from tqdm import tqdm

from core.contracts import DatasetSpec, RemoteFile
from core.errors import InvalidInput, MissingData
from core.settings import settings

RETRIES = 2
_TIMEOUT = 30  # seconds without an answer
_CHUNK = 64 * 1024


@runtime_checkable
class Checkable(Protocol):
    """A `RemoteFile` that can tell whether a local file would do in its place."""

    def check(self, path: Path) -> object:
        """Raise a `LessonError` unless the dataset's reader accepts the file at `path`."""
        ...


def get(spec: DatasetSpec, source: str | None = None) -> list[Path]:
    """Return where the files of a dataset now lie in the data root, after fetching them.

    Without `source` each file comes from its address and must have its SHA-256. With `source`, a
    local path or another http(s) address, the file may differ from the known one: then the
    dataset's own reader has to accept it (`is_known` tells which of the two it was). A file takes
    its place in one step, when all went well; what was there before stays otherwise.

    Raises:
        MissingData: Nothing to fetch, no such file, no network, a transfer that broke off.
        InvalidInput: A wrong checksum, a file the reader refuses, a folder that cannot be written.
    """
    if not spec.remote:
        raise MissingData(
            f"{spec.title}: its owners' terms do not allow fetching; put the files at "
            f"{settings().data_root / spec.name} (data/README.md names them)."
        )
    if source is not None and len(spec.remote) > 1:
        raise InvalidInput(f"{spec.name} has {len(spec.remote)} files; --from can give only one.")
    return [_place(remote, source) for remote in spec.remote]


def is_known(remote: RemoteFile, path: Path) -> bool:
    """Return whether the file at `path` has the SHA-256 that `remote` asks for."""
    return pooch.file_hash(str(path), alg="sha256") == remote.sha256


def _place(remote: RemoteFile, source: str | None) -> Path:
    """Fetch one file beside its place, check it there, then move it in one step."""
    target = settings().data_root / remote.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target.parent, prefix=".get-") as folder:
            staged = Path(folder) / target.name
            _transfer(remote.url if source is None else source, staged)
            _check(remote, staged, source)
            staged.chmod(0o644)  # for the account that serves; pooch leaves 0600
            staged.replace(target)
    except OSError as error:
        raise InvalidInput(
            f"{target} cannot be written ({error.strerror or error}). "
            "Make room there, or name another data folder in UNROLLED_DATA."
        ) from error
    return target


def _check(remote: RemoteFile, staged: Path, source: str | None) -> None:
    if is_known(remote, staged):
        return
    if source is not None and isinstance(remote, Checkable):
        remote.check(staged)
        return
    raise InvalidInput(
        f"What came from {source or remote.url} is not the expected file: its SHA-256 begins with "
        f"{pooch.file_hash(str(staged), alg='sha256')[:12]} instead of {remote.sha256[:12]}. "
        "Nothing was kept; try again, or give the file with --from PATH."
    )


def _transfer(source: str, staged: Path) -> None:
    """Copy a local file, or download one, to `staged`."""
    if "://" in source:
        _download(source, staged)
        return
    path = Path(source).expanduser()
    if not path.is_file():
        raise MissingData(f"There is no file {path}. Give --from a file or an http(s) address.")
    try:
        shutil.copyfile(path, staged)
    except PermissionError as error:
        raise InvalidInput(f"{path} cannot be read; check its permissions.") from error


def _download(url: str, staged: Path) -> None:
    """Download `url` to `staged`, retrying a transfer that breaks off."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise InvalidInput(f"{url} is no http or https address. Give one, or a local path.")
    pooch.get_logger().setLevel("ERROR")
    files = pooch.create(
        staged.parent, "", registry={staged.name: None}, urls={staged.name: url},
        retry_if_failed=RETRIES,
    )  # fmt: skip
    try:
        files.fetch(staged.name, downloader=_stream)
    except failures.RequestException as error:
        raise MissingData(_explain(url, error)) from error


def _stream(url: str, output_file: str, _: pooch.Pooch) -> None:
    """Write what `url` answers to a file, with a progress bar on a terminal.

    Unlike pooch's own downloader it counts the bytes: an older urllib3 takes a short answer as
    complete.
    """
    with (
        requests.get(url, stream=True, timeout=_TIMEOUT) as answer,
        Path(output_file).open("wb") as file,
    ):
        answer.raise_for_status()
        size = int(answer.headers.get("Content-Length", 0))
        with tqdm(total=size or None, unit="B", unit_scale=True, disable=None) as bar:
            for chunk in answer.iter_content(_CHUNK):
                file.write(chunk)
                bar.update(len(chunk))
        if answer.raw.tell() < size:
            raise failures.ChunkedEncodingError(f"{answer.raw.tell()} of {size} bytes arrived")


def _explain(url: str, error: failures.RequestException) -> str:
    """Return one sentence for the learner about a download that failed."""
    if isinstance(error, failures.HTTPError):
        status = getattr(error.response, "status_code", "unknown")
        return f"{url} gave no file (status {status}). Check the address."
    if isinstance(error, failures.ChunkedEncodingError | failures.ContentDecodingError):
        return f"The transfer from {url} broke off, so nothing was kept. Try again."
    if isinstance(error, failures.ConnectionError | failures.Timeout):
        return (
            f"{urlsplit(url).netloc} cannot be reached. Check the network, "
            "or fetch the file elsewhere and give it with --from PATH."
        )
    return f"{url} cannot be fetched ({error}). Check the address."
