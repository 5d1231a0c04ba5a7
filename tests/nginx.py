"""Debian's nginx with the file in `deploy/`, as a process of its own before a real server."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.serving import exchange, free_port
from tests.sources import PROJECT

_MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{site}
}}
"""


def configuration(folder: Path, port: int, upstream: int) -> str:
    """Return the whole configuration: the site of `deploy/` with other addresses."""
    site = (PROJECT / "deploy/nginx.conf").read_text("utf-8")
    for was, becomes in (
        ("server app:8050;", f"server 127.0.0.1:{upstream};"),
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
    ):
        assert was in site
        site = site.replace(was, becomes)
    user = "user root;" if os.geteuid() == 0 else ""
    return _MAIN.format(folder=folder, site=site, user=user)


@contextmanager
def nginx_before(upstream: int, folder: Path) -> Iterator[int]:
    """Start nginx before a server; give its port. Skips where there is no nginx.

    Args:
        upstream: The port of the server, on 127.0.0.1.
        folder: For its own files.
    """
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None and os.environ.get("CI"):
        raise RuntimeError("There is no nginx, and CI tests what stands behind it.")
    if program is None:
        pytest.skip("no nginx; on Debian: apt-get install nginx-light")
    folder.mkdir(exist_ok=True)
    port, file = free_port(), folder / "nginx.conf"
    file.write_text(configuration(folder, port, upstream), "utf-8")
    command = [program, "-p", str(folder), "-c", str(file), "-e", str(folder / "error.log")]
    with subprocess.Popen(command) as process:
        try:
            _wait(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=15)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError):
            exchange(port, "GET", "/healthz", None, {})
            return
        time.sleep(0.05)
    raise RuntimeError(f"nginx does not answer; exit code {process.poll()}")
