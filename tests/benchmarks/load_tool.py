"""Starts locust: `python -m tests.benchmarks.load_tool -f ...`, options as for locust.

Dash's browser tests hold urllib3 below 2, where one function that locust imports is elsewhere.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()  # as locust does, but before anything else is imported

import urllib3.util  # noqa: E402
from urllib3.util import ssl_  # noqa: E402

if not hasattr(urllib3.util, "create_urllib3_context"):
    urllib3.util.create_urllib3_context = ssl_.create_urllib3_context  # type: ignore[attr-defined]

if __name__ == "__main__":
    from locust.main import main

    main()
