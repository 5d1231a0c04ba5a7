"""The command line: exit code 0 with an answer, or 2 with one clear line."""

import json

import pandas as pd
import pytest

from core.__main__ import main
from core.settings import settings


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    output = capsys.readouterr()
    return code, output.out, output.err


def refusal(capsys, *arguments):
    code, out, err = run(capsys, *arguments)
    last = err.strip().splitlines()[-1]
    assert code == 2
    assert out == ""
    assert last.startswith("error: ")
    assert "Traceback" not in err
    return last


@pytest.fixture
def stock_file(tmp_path):
    path = tmp_path / "series.csv"
    path.write_text("name,a,b,c\nONE,0.1,0.2,0.3\nTWO,-1,0,1\n")
    return path


def test_info_names_every_model_with_its_figures_and_the_lectures(capsys):
    code, out, _ = run(capsys, "info")
    models = {entry["model"]: entry for entry in json.loads(out)}
    assert code == 0
    assert models["stocks-stack"]["parameters"] == 207
    assert models["sentiment-lstm"]["lecture"]["accuracy"] == 0.9228
    assert models["sentiment-lstm"]["measured"]


def test_evaluate_prints_figures_as_json(capsys):
    samples = settings().samples / "reviews.csv"
    code, out, _ = run(capsys, "evaluate", "sentiment-lstm", "--input", samples)
    figures = json.loads(out)
    assert code == 0
    assert {"n", "loss", "accuracy", "auc", "f1"} <= set(figures)
    assert figures["accuracy"] > 0.6


def test_predict_answers_series(capsys, stock_file, tmp_path):
    out_file = tmp_path / "out.csv"
    code, *_ = run(capsys, "predict", "stocks-stack", "--input", stock_file, "--output", out_file)
    table = pd.read_csv(out_file)
    assert code == 0
    assert list(table.columns) == ["name", "a", "b", "c", "prediction"]
    assert table["prediction"].between(-1, 1).all()


def test_a_short_training_writes_a_model_that_answers(capsys, stock_file, tmp_path):
    folder = tmp_path / "stocks-neuron"
    code, *_ = run(capsys, "train", "stocks-neuron", "--epochs", 2, "--rows", 10, "--out", folder)
    assert code == 0
    code, out, _ = run(
        capsys, "evaluate", "stocks-neuron", "--input", stock_file, "--weights", folder
    )
    assert code == 0
    assert json.loads(out)["n"] == 2


def test_an_interrupt_keeps_the_best_epoch_so_far(capsys, tmp_path, monkeypatch):
    from core import training

    original = training.epochs

    def interrupted(fit, model, say):
        for record in original(fit, model, say):
            yield record
            if record.epoch == 3:
                raise KeyboardInterrupt

    monkeypatch.setattr(training, "epochs", interrupted)
    folder = tmp_path / "stocks-neuron"
    code, _, err = run(capsys, "train", "stocks-neuron", "--rows", 10, "--out", folder)
    assert code == 0
    assert "best epoch so far" in err
    card = json.loads((folder / "model.json").read_text())
    assert len(card["training"]["loss"]) == 3


def test_measuring_anew_keeps_the_figures_of_its_own_rows_and_finds_the_others_as_stated(
    capsys, tmp_path, monkeypatch
):
    import shutil
    from dataclasses import replace

    from core import __main__ as command_line
    from core import registry

    name = "sentiment-mlp"
    stated = registry.predictor(name).card.measured
    shutil.copytree(settings().trained / name, tmp_path / name)
    elsewhere = replace(settings(), trained=tmp_path, data_root=tmp_path)
    monkeypatch.setattr(command_line, "settings", lambda: elsewhere)
    monkeypatch.setattr("core.measuring.settings", lambda: elsewhere)
    code, out, _ = run(capsys, "measure", name)
    assert code == 0
    found = {entry["role"]: entry for entry in json.loads(out)}
    assert set(found) == {"validation", "sample", "contrast"}
    assert json.loads((tmp_path / name / "model.json").read_text())["measured"] == json.loads(out)
    for entry in stated:
        if entry["role"] in found:
            assert found[entry["role"]]["accuracy"] == pytest.approx(entry["accuracy"])


def test_the_baseline_is_fitted_measured_and_written(capsys, tmp_path):
    path = tmp_path / "baseline.json"
    code, out, _ = run(capsys, "baseline", "sentiment", "--rows", 2000, "--out", path)
    assert code == 0
    written = json.loads(path.read_text())
    assert json.loads(out) == {"file": str(path), **written}
    roles = [entry["role"] for entry in written["measured"]]
    assert roles[0] == "validation"
    assert roles[-1] == "contrast"
    assert written["parameters"] > 100


def test_the_baselines_of_shoes_are_fitted_to_the_same_products_and_written(
    capsys, tmp_path, monkeypatch
):
    from dataclasses import replace

    from core import registry, shoe_baseline

    spec = registry.model_spec("shoes-price")
    short = replace(spec, recipe=replace(spec.recipe, epochs=1))
    monkeypatch.setitem(registry.models(), "shoes-price", short)
    monkeypatch.setattr(shoe_baseline, "_TREES", 3)
    path = tmp_path / "baseline.json"
    code, out, _ = run(capsys, "baseline", "shoes", "--rows", 400, "--out", path)
    assert code == 0
    written = json.loads(path.read_text())
    assert json.loads(out) == {"file": str(path), **written}
    names = [entry["model"] for entry in written["models"]]
    assert names[:2] == ["shoes-median", "shoes-ridge"]
    assert names[-4:] == [
        "shoes-price-title", "shoes-price-table", "shoes-price-both", "shoes-best"
    ]  # fmt: skip
    for entry in written["models"]:
        (figures,) = entry["measured"]
        assert figures["n"] == written["training"]["rows"]["test"]
        assert figures["mae_low"] <= figures["mae"] <= figures["mae_high"]
    assert written["models"][-2]["parameters"] == 263_121


def test_unknown_names_are_answered_with_the_known_ones(capsys):
    assert "sentiment-lstm" in refusal(capsys, "train", "sentiment-transformer")
    assert "reviews" in refusal(capsys, "data", "get", "tweets")


@pytest.mark.parametrize(
    "arguments",
    [("frobnicate",), ("train", "stocks-rnn", "--epochs", "0"), ("evaluate",), ()],
)
def test_wrong_arguments_are_refused_in_one_line(capsys, arguments):
    assert "--help" in refusal(capsys, *arguments)


def test_a_missing_input_is_named(capsys, tmp_path):
    line = refusal(capsys, "evaluate", "sentiment-lstm", "--input", tmp_path / "no.csv")
    assert "no.csv" in line


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("review,label\ngood,1\n", "text"),
        ("text,label\ngood,yes\n", "Row 1, column label"),
        ("text,label\n", "no rows"),
    ],
)
def test_wrong_reviews_are_refused_with_the_place(capsys, tmp_path, content, named):
    path = tmp_path / "wrong.csv"
    path.write_text(content)
    assert named in refusal(capsys, "evaluate", "sentiment-lstm", "--input", path)


SHOES = "name,brand,categories,colors,sizes"


@pytest.mark.parametrize("command", ["evaluate", "predict"])
@pytest.mark.parametrize("model", ["shoes-price", "shoes-best"])
@pytest.mark.parametrize("lacking", SHOES.split(","))
def test_a_file_of_shoes_without_a_needed_column_is_refused(
    capsys, tmp_path, command, model, lacking
):
    path, out = tmp_path / "shoes.csv", tmp_path / "out.csv"
    path.write_text(SHOES.replace(lacking, "x") + ",price\na,b,c,d,8,50\n")
    written = ("--output", out) if command == "predict" else ()
    line = refusal(capsys, command, model, "--input", path, *written)
    assert lacking in line
    assert "shoes.csv" in line
    assert not out.exists()


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (f"{SHOES}\na,b,c,d,8\n", "no column price"),
        (f"{SHOES},price\na,b,c,d,8,cheap\n", "Row 1, column price: 'cheap'"),
        (f"{SHOES},price\na,b,c,d,8,0\n", "number above 0"),
        (f"{SHOES},price_min,price_max\na,b,c,d,8,1,-1\n", "column price_max"),
        (f"{SHOES},price\n", "no rows"),
    ],
)
def test_wrong_prices_are_refused_with_the_place(capsys, tmp_path, content, named):
    path = tmp_path / "shoes.csv"
    path.write_text(content)
    assert named in refusal(capsys, "evaluate", "shoes-price", "--input", path)


def test_a_file_of_shoes_is_answered_and_measured(capsys, tmp_path):
    path, out = settings().samples / "shoes.csv", tmp_path / "out.csv"
    code, *_ = run(capsys, "predict", "shoes-best", "--input", path, "--output", out)
    assert code == 0
    assert pd.read_csv(out)["prediction"].between(5, 500).all()
    code, figures, _ = run(capsys, "evaluate", "shoes-best", "--input", path)
    assert code == 0
    assert {"mae", "rmsle", "r2_log", "coverage"} <= set(json.loads(figures))


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("name,a,b\nX,1,\n", "column b"),
        ("name,a,b\nX,1,high\n", "'high'"),
        ("name,a\nX,1,2\n", "row 1"),
    ],
)
def test_wrong_series_are_refused_with_row_and_column(capsys, tmp_path, content, named):
    path = tmp_path / "wrong.csv"
    path.write_text(content)
    line = refusal(
        capsys, "predict", "stocks-rnn", "--input", path, "--output", tmp_path / "out.csv"
    )
    assert named in line
    assert not (tmp_path / "out.csv").exists()


def test_an_output_folder_that_cannot_exist_is_told(capsys, stock_file):
    line = refusal(
        capsys, "predict", "stocks-rnn", "--input", stock_file, "--output", stock_file / "x.csv"
    )
    assert "cannot be written" in line
