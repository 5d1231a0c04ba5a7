"""The web app: `gunicorn app:server`. Knows no topic; Dash finds the pages in pages/."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

import dash
import flask
from dash import Dash, DiskcacheManager, Input
from dash.exceptions import MissingLongCallbackManagerError

from components import index
from components.background import job_manager
from components.delivery import deliver_well
from components.failed_page import PAGE_CONTENT, failed_page
from components.file_exchange import Exchange, exchange_files
from components.notice import show_notice
from components.shell import VISIT, shell
from core import visitor_parts
from core.errors import LessonError
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
    app = Dash(
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
    app.enable_dev_tools(debug=False)
    _finish_answers(app)
    _exchange_files(app)
    deliver_well(app.server, _packed_scripts())
    return app


def _exchange_files(app: Dash) -> None:
    exchange = Exchange(visitor_parts.receive, visitor_parts.fetchable, visitor_parts.forget)
    exchange_files(app.server, app.config.requests_pathname_prefix, exchange)


def _packed_scripts() -> Path | None:
    """Return where compressed scripts are kept; None where there is no such folder."""
    try:
        return work_folder("packed")
    except LessonError:
        return None


def _jobs() -> DiskcacheManager | None:
    """Return what runs long work; None where there is no folder for its results."""
    try:
        return job_manager(work_folder("jobs"))
    except LessonError as error:
        log.warning("%s Long work is switched off.", error)
        return None


def explain(error: Exception) -> Any:
    """Say in the notice area what went wrong; log what the visitor cannot be blamed for.

    Returns None, which leaves the outputs as they are; for a whole page, one that says so.

    The log names the type of the error and the lines it passed through. It leaves out the message,
    which may quote what a visitor typed.
    """
    if isinstance(error, LessonError):
        return _say(str(error), "That did not work")
    if isinstance(error, MissingLongCallbackManagerError):
        return _say(_NO_FOLDER, "That did not work")
    where = " < ".join(
        f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)
    )
    log.error("%s in a callback: %s", type(error).__name__, where)
    return _say(_APOLOGY, "Sorry")


def _say(message: str, title: str) -> Any:
    outputs = dash.ctx.outputs_list
    is_page = isinstance(outputs, list) and outputs[0]["id"] == PAGE_CONTENT
    if is_page:
        return failed_page(title, message), {"title": f"{title} \u00b7 Unrolled"}
    show_notice(message, title)
    return None


def _finish_answers(app: Dash) -> None:
    """Give unknown paths the status 404 and documents their policy."""

    @app.server.after_request
    def finish(response: flask.Response) -> flask.Response:
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = _policy(app)
            if response.status_code == 200 and not _is_known(flask.request.path):
                response.status_code = 404
        return response


def _is_known(path: str) -> bool:
    wanted = path.rstrip("/") or "/"
    pages = dash.page_registry.values()
    return any(wanted == (page["relative_path"].rstrip("/") or "/") for page in pages)


def _policy(app: Dash) -> str:
    """Return the content security policy; Dash knows its inline scripts once it has answered."""
    scripts = " ".join(("'self'", index.script_hash(), *app.csp_hashes()))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


app = create_app()
server = app.server
