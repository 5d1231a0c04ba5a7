"""The training room: train any model in front of the class and watch it learn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, dcc, html

from components import code_card
from components.ids import page_ids
from components.link_state import keep_in_link
from components.miniature import curves_miniature
from components.own_training import follow_own_training, own_held, own_training
from components.page import Topic, panel, topic_page
from components.sent import expect, record
from components.sweep_results import sweep_results
from components.training_access import require_permission, why_not
from components.training_form import follow_form, form_fields, training_form
from components.training_runs import differences_table, follow_runs, training_runs
from components.training_scripts import training_scripts
from components.training_stage import follow_stage, training_stage
from components.training_sweep import follow_sweep_form, follow_sweep_results, training_sweep
from components.training_try import follow_try, training_try
from core import neuron, registry, sweeps, training, training_desk
from core.own_training import look_at_rows, needs
from core.run_news import MOST_SHOWN
from core.settings import settings
from core.swept import SEED, sweep_csv, sweep_of
from core.trainer import train_run
from core.training_form import fields_of, read_settings, visit_from_link
from core.training_rule import TOKEN, training_rule
from core.training_scripts import SCRIPTS, script

PAGE = "training"
MEMORY = ("recall-rnn", "recall-lstm")

ids = page_ids(__name__)


def miniature() -> Any:
    """Return the held-out losses of the two models of the memory task: who remembers, falls."""
    names = [name for name in MEMORY if not registry.why_unavailable(name)]
    if not names:
        return html.Div(className="state-drawing is-broken")
    return curves_miniature({name: registry.card(name).training["val_loss"] for name in names})


dash.register_page(
    __name__,
    path="/training",
    name="Training room",
    title="Training room \u00b7 Unrolled",
    section="Lab",
    order=1,
    summary="Train any of these models here and now, watch the loss move, compare the runs.",
    miniature=miniature,
)


def layout(**query: Any) -> html.Article:
    """Return the page with the model, settings and runs that the link asks for."""
    visit = visit_from_link(query, MOST_SHOWN)
    loaded = {"model": visit.model, "set": visit.text}
    parts = [
        _permission(),
        *(html.P(remark, className="entry-remark", role="status") for remark in visit.remarks),
        training_stage(ids, visit.runs, MOST_SHOWN, str(query.get("axis") or "")),
        dcc.Store(id=ids("loaded"), data=loaded),
        dcc.Store(id=ids("started")),
        dcc.Store(id=ids("script")),
        dcc.Store(id=ids("again")),
    ]
    fields = form_fields(PAGE, fields_of(visit.model), visit.values)
    own = own_training(ids, settings().upload_bytes)
    form = training_form(ids, training_desk.model_groups(), visit.model, fields, visit.text, own)
    return topic_page(
        __name__,
        Topic(
            question="What does it take to learn this?",
            hint="Choose a model, change one thing, start, and watch. Then change it back and lay "
            "both runs over each other.",
            stage=parts,
            controls=[_token(), form],
            sections={
                "Scripts for a lecture": training_scripts(_cards()),
                "One setting, many values": _sweep(visit.model, query),
                "Every run": training_runs(ids),
                "Try one of them": training_try(ids),
            },
            hood=[code_card.of(training.epochs, train_run, neuron.train)],
        ),
    )


def _sweep(model: str, query: Mapping[str, Any]) -> html.Div:
    lines = sweeps.lines_from_link(query.get("grid"), model)
    sweep = str(query.get("sweep") or "")[:40]
    return training_sweep(ids, sweeps.settings_to_vary(model), lines, sweep)


def _permission() -> Any:
    refused = why_not(training_rule())
    said = [refused] if refused else []
    missing = training_desk.why_no_keras()
    said += [missing] if missing else []
    return html.Div([panel(html.P(words)) for words in said], className="training-permission")


def _token() -> Any:
    if training_rule().mode != TOKEN:
        return dcc.Input(id=ids("token"), type="hidden", value="")
    return dmc.PasswordInput(
        id=ids("token"), label="Token of this server", size="xs", autoComplete="off"
    )


def _cards() -> list[tuple[str, str, str, int]]:
    return [(name, one.title, one.words, len(one.asked)) for name, one in SCRIPTS.items()]


def _show_fields(model: str, text: str) -> tuple[list[Any], str]:
    return form_fields(PAGE, fields_of(model), read_settings(text)), training_desk.about(model)


def _weigh(model: str, text: str, held: Any, token: str) -> str:
    require_permission(training_rule(), token)
    return training_desk.weigh(model, text, held)


def _look(held: Any, model: str, token: Any) -> dict[str, Any]:
    require_permission(training_rule(), token)
    return look_at_rows(held, model)


def _count(model: str, text: str, names: Any, values: Any) -> tuple[str, str, int, str]:
    lines = sweeps.lines_of(names, values)
    return (*sweeps.counted(model, text, lines), sweeps.link_of(lines))


def _weigh_sweep(model: str, text: str, *given: Any) -> dict[str, Any]:
    names, values, held, token = given
    require_permission(training_rule(), token)
    return sweeps.weigh_sweep(model, text, sweeps.lines_of(names, values), held)


def _start_sweep(model: str, text: str, *given: Any) -> tuple[list[str], str]:
    names, values, note, held, token = given
    require_permission(training_rule(), token)
    return sweeps.start_sweep(model, text, sweeps.lines_of(names, values), note, held)


def _show_sweep(sweep: Any, x: Any, score: Any) -> dict[str, Any]:
    if not sweep:
        return {"found": None, "settings": [], "x": None, "score": score}
    found = sweep_of(sweep)
    across = [name for name in found.settings if name != SEED]
    x = x if x in across else next(iter(across), "")
    score = found.can_show(str(score))
    shown = sweep_results(ids, found, x, score)
    words = [(one, one.replace("_", " ")) for one in across]
    return {"found": shown, "settings": words, "x": x, "score": score}


def _compare(chosen: Any) -> Any:
    found = training_desk.compared(chosen)
    return differences_table(*found) if found else None


def _news(asked: Any) -> dict[str, Any]:
    told = training_desk.told_news(asked)
    question = asked.get("sweep") if isinstance(asked, Mapping) else None
    return {**told, "sweep_estimate": sweeps.sweep_estimate(question)}


def _hand_over(asked: Any) -> Any:
    name, content = training_desk.handed_over(asked or {})
    return dcc.send_bytes(content, name)


def _act(asked: Any) -> str:
    require_permission(training_rule(), asked.get("token"))
    return training_desk.act(asked)


def _try(shown: Any, first: str, second: str) -> str:
    return str(training_desk.tried(_first(shown), first, second)["said"])


def _first(shown: Any) -> str:
    return str(shown[0]) if isinstance(shown, list) and shown else ""


def _elsewhere(shown: Any) -> str:
    path = training_desk.path_of(_first(shown))
    return str(dash.get_relative_path(path)) if path else ""


@callback(
    Output(ids("started"), "data"),
    Input(ids("start"), "n_clicks"),
    State(ids("model"), "value"),
    State(ids("settings"), "data"),
    State(ids("note"), "value"),
    own_held(ids),
    State(ids("token"), "value"),
    prevent_initial_call=True,
)
def start_run(_clicks: Any, model: str, text: str, *given: Any) -> list[str]:
    """Start the run of the form."""
    note, held, token = given
    require_permission(training_rule(), token)
    return training_desk.start_form(model, text, note, held)


@callback(
    Output(ids("started"), "data", allow_duplicate=True),
    Input(ids("script"), "data"),
    State(ids("token"), "value"),
    prevent_initial_call=True,
)
def start_script(asked: Mapping[str, Any], token: str) -> list[str]:
    """Start the runs of a script."""
    require_permission(training_rule(), token)
    return training_desk.start(script(asked.get("script")).requests())


expect(ids("again"), record())


@callback(
    Output(ids("model"), "value"),
    Output(ids("loaded"), "data"),
    Input(ids("again"), "data"),
    prevent_initial_call=True,
)
def take_settings(asked: Mapping[str, Any] | None) -> tuple[str, dict[str, str]]:
    """Fill the form with the settings of a run."""
    model, text = training_desk.settings_of((asked or {}).get("id"))
    return model, {"model": model, "set": text}


clientside_callback(
    ClientsideFunction("training", "join"),
    Output(ids("shown"), "data", allow_duplicate=True),
    Input(ids("started"), "data"),
    State(ids("shown"), "data"),
    State(ids("stage"), "id"),
    prevent_initial_call=True,
)
follow_form(ids, PAGE, _show_fields, training_desk.noted, _weigh)
follow_own_training(ids, needs, _look)
follow_stage(ids, _news, _act)
follow_sweep_form(ids, sweeps.settings_to_vary, _count, _weigh_sweep, _start_sweep)
follow_sweep_results(ids, _show_sweep, sweep_csv)
follow_runs(ids, _compare, _hand_over)
follow_try(ids, _try, _elsewhere)
keep_in_link(
    {
        "model": (ids("model"), "value"),
        "set": (ids("settings"), "data"),
        "runs": (ids("shown-text"), "data"),
        "axis": (ids("axis"), "value"),
        "grid": (ids("grid"), "data"),
        "sweep": (ids("sweep"), "value"),
    },
    steps={"model"},
    limit=600,
)
