"""The web app: `gunicorn app:server`. Knows no topic; Dash finds the pages in pages/."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import dash
from dash import CeleryManager, Dash, DiskcacheManager, Input

from components import index
from components.background import job_manager
from components.browser_functions import CompactDash, serve_functions
from components.callback_gate import guard_callbacks
from components.celery_jobs import WorkerJobs
from components.clients import Allowance, believe_proxies, limit_clients
from components.delivery import deliver_well
from components.failed_page import PAGE_CONTENT, failed_page
from components.file_exchange import GIVING, Exchange, exchange_files
from components.headers import send_headers
from components.health import answer_probes
from components.job_refusals import NoJobs
from components.late_scripts import serve_vendor
from components.notice import show_notice
from components.observations import count_request, time_model
from components.refusals import answer_in_sentences
from components.request_record import Listener, keep_record, write_line
from components.shell import VISIT, shell
from core import model_times, visitor_parts
from core.errors import LessonError, passed_through
from core.job_queue import job_queue
from core.readiness import readiness
from core.settings import Serving, Settings, serving, settings
from core.work_folder import work_folder

log = logging.getLogger("unrolled")

_PROJECT = Path(__file__).resolve().parent
_APOLOGY = "Something went wrong on our side. Your last change was not applied; please try again."
_NO_FOLDER = (
    "This server has no folder that it may write to, so long computations are switched off. "
    "Whoever runs it can name one in UNROLLED_WORK."
)


def create_app() -> Dash:
    """Return the app; call it once per process (Dash registers callbacks globally)."""
    app = CompactDash(
        __name__,
        use_pages=True,
        pages_folder=str(_PROJECT / "pages"),
        assets_folder=str(_PROJECT / "assets"),
        title="Unrolled",
        update_title=None,
        serve_locally=True,
        # Pages exist one at a time, so ids are missing by design; a test checks every callback.
        suppress_callback_exceptions=True,
        # Lets the browser ask for a page again when the link changed behind the router's back.
        routing_callback_inputs={"visit_": Input(VISIT, "data")},
        on_error=explain,
        background_callback_manager=_jobs(),
    )
    app.index_string = index.document(dash.get_asset_url)
    app.layout = shell()
    app.enable_dev_tools(debug=serving().debug)
    serve_functions(app)
    serve_vendor(app.server, app.config.requests_pathname_prefix)
    _exchange_files(app)
    _meet_the_network(app, serving(), settings())
    deliver_well(app.server, _packed_scripts())
    return app


def _meet_the_network(app: Dash, told: Serving, limits: Settings) -> None:
    """Put between the network and the callbacks what keeps strangers from doing harm."""
    prefix = app.config.requests_pathname_prefix
    answer_in_sentences(app.server)
    answer_probes(app.server, prefix, lambda: (readiness().able, readiness().missing))
    believe_proxies(app.server, told.trusted_proxies)
    allowance = Allowance(
        file_bytes=limits.upload_bytes,
        table_bytes=limits.table_bytes,
        requests_per_minute=told.requests_per_minute,
        uploads_per_minute=told.uploads_per_minute,
        redis_url=told.redis_url,
    )
    limit_clients(app, allowance, guard_callbacks(app), GIVING)
    send_headers(app, told.frame_ancestors)
    keep_record(app, _listeners(told))


def _listeners(told: Serving) -> list[Listener]:
    """Return who hears of every request; where numbers are wanted, models are timed too."""
    if told.metrics_port:
        model_times.tell(time_model)
    return [write_line] * told.logs_requests + [count_request] * bool(told.metrics_port)


def _exchange_files(app: Dash) -> None:
    exchange = Exchange(visitor_parts.receive, visitor_parts.fetchable, visitor_parts.forget)
    exchange_files(app.server, app.config.requests_pathname_prefix, exchange)


def _packed_scripts() -> Path | None:
    """Return where compressed scripts are kept; None where there is no such folder."""
    try:
        return work_folder("packed")
    except LessonError:
        return None


def _jobs() -> DiskcacheManager | CeleryManager | NoJobs:
    """Return what runs long work; where there is no folder for its results, what says so."""
    try:
        if serving().engine == "celery":
            return WorkerJobs(job_queue(serving().redis_url))
        return job_manager(work_folder("jobs"))
    except LessonError as error:
        log.warning("%s Long work is switched off.", error)
        return NoJobs(_NO_FOLDER)


def explain(error: Exception) -> Any:
    """Say in the notice area what went wrong; log what the visitor cannot be blamed for.

    Returns None, which leaves the outputs as they are; for a whole page, one that says so.

    The log names the type of the error and the lines it passed through. It leaves out the message,
    which may quote what a visitor typed.
    """
    if isinstance(error, LessonError):
        return _say(str(error), "That did not work")
    log.error("%s", passed_through(error))
    return _say(_APOLOGY, "Sorry")


def _say(message: str, title: str) -> Any:
    outputs = dash.ctx.outputs_list
    is_page = isinstance(outputs, list) and outputs[0]["id"] == PAGE_CONTENT
    if is_page:
        return failed_page(title, message), {"title": f"{title} \u00b7 Unrolled"}
    show_notice(message, title)
    return None


def _collect_callbacks(app: Dash) -> None:
    """Answer a first request now: Dash collects callbacks and pages then, not safe for threads.

    Two visitors who come first together would otherwise find only some of them.
    """
    with app.server.test_client() as visitor:
        visitor.get(f"{app.config.requests_pathname_prefix}healthz")


app = create_app()
_collect_callbacks(app)
server = app.server
