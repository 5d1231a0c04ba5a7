"""Long work that cannot be done is said in a notice, although its job never starts."""

import json
import subprocess
import sys

from tests.sources import PROJECT

ASKED = """
import json
from dash import Dash, Input, Output, html
from components.background import background_callback
from components.job_refusals import NoJobs

app = Dash(__name__, background_callback_manager=NoJobs("There is no folder."))
app.layout = html.Div([html.Button(id="ask"), html.P(id="answer")])

@background_callback(Output("answer", "children"), Input("ask", "n_clicks"))
def answer(clicks):
    return clicks

client = app.server.test_client()
client.get("/_dash-dependencies")
body = {
    "output": next(iter(app.callback_map)), "outputs": {"id": "answer", "property": "children"},
    "inputs": [{"id": "ask", "property": "n_clicks", "value": 1}],
    "changedPropIds": ["ask.n_clicks"],
}
handles = json.loads(client.post("/_dash-update-component", json=body).data)
query = {name: handles[name] for name in ("cacheKey", "job")}
for _ in range(2):
    print(client.post("/_dash-update-component", json=body, query_string=query).data.decode())
"""


def test_where_no_job_can_be_done_the_visitor_reads_why_and_the_waiting_ends():
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASKED],
        cwd=PROJECT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    told = json.loads(run.stdout.splitlines()[0])
    (notice,) = told["sideUpdate"]["shell-notices"]["sendNotifications"]
    assert notice["message"] == "There is no folder."
    assert told["response"] == {}
