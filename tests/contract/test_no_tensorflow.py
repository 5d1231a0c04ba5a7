"""The web process answers without TensorFlow, which would not survive the fork of the workers.

Nor does it load the classical forecasters: they run in a process of their own, when asked for.
"""

from __future__ import annotations

import json
import subprocess
import sys

from tests.sources import PROJECT

ANSWER_EVERY_PAGE = """
import json, sys
import app, dash
pages = list(dash.page_registry.values())
client = app.server.test_client()
asked = [page["path"] for page in pages if not page.get("path_template")]
asked += ["/_dash-layout", "/_dash-dependencies"]
answered = {path: client.get(path).status_code for path in ["/", *asked]}
for page in pages:
    with app.server.test_request_context(page["path"]):
        page["layout"]() if callable(page["layout"]) else None
heavy = {"tensorflow", "keras", "torch", "jax", "sklearn", "statsforecast", "fugue", "scipy"}
print(json.dumps({"answered": answered, "heavy": sorted(heavy & set(sys.modules))}))
"""


def test_the_web_process_answers_every_page_without_tensorflow() -> None:
    run = subprocess.run(
        [sys.executable, "-c", ANSWER_EVERY_PAGE],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout.splitlines()[-1])
    failed = {path: status for path, status in seen["answered"].items() if status != 200}
    failed.pop("/not-found-404", None)
    assert failed == {}
    assert seen["heavy"] == []
