"""A model folder proves what it holds, or says what is wrong."""

import json

import numpy as np
import pytest

from core import artifacts, cells, export, registry
from core.errors import Incompatible, InvalidInput, NotTrained
from core.predictors import open_model
from core.registry import model_spec
from tests.fakes import saved, small_sentiment_model

TEXTS = {"text": np.array(["the food was lovely", "", "awful", "a b c d e f g h i j"])}


@pytest.fixture(scope="module")
def model():
    return small_sentiment_model()


@pytest.fixture
def folder(model, tmp_path):
    return saved(model, tmp_path)


def test_a_model_answers_the_same_after_being_saved_and_loaded(model, folder):
    loaded = open_model(model.spec, folder)
    np.testing.assert_array_equal(loaded.predict(TEXTS), model.predict(TEXTS))
    assert loaded.card == model.card


def test_saving_again_replaces_the_folder_and_leaves_nothing_beside_it(model, folder):
    export.save_model(model, folder)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_keras_file_answers_the_same(model, tmp_path):
    import keras

    path = tmp_path / "lstm.keras"
    export.to_keras_file(model, path)
    (ids,) = model.encode(TEXTS)
    raw = np.asarray(keras.saving.load_model(path)(ids)).reshape(-1)
    np.testing.assert_allclose(model.calibrate(raw), model.predict(TEXTS), atol=1e-5)


def test_a_keras_file_must_be_called_one(model, tmp_path):
    with pytest.raises(InvalidInput, match=r"\.keras"):
        export.to_keras_file(model, tmp_path / "lstm.h5")


def test_a_missing_folder_says_how_to_train_it(tmp_path):
    with pytest.raises(NotTrained, match="python -m core train sentiment-lstm"):
        artifacts.load(tmp_path / "sentiment-lstm")


@pytest.mark.parametrize("name", ["weights.safetensors", "vocabulary.json", "model.json"])
def test_a_changed_byte_is_noticed(folder, name):
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(NotTrained, match=name):
        artifacts.load(folder)


@pytest.mark.parametrize("name", ["weights.safetensors", "model.json"])
def test_a_truncated_file_is_noticed(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes()[:-10])
    with pytest.raises(NotTrained, match=name):
        artifacts.load(folder)


@pytest.mark.parametrize("name", ["weights.safetensors", "model.json", "MANIFEST.json"])
def test_a_file_that_is_gone_is_noticed(folder, name):
    (folder / name).unlink()
    with pytest.raises(NotTrained, match=name):
        artifacts.load(folder)


@pytest.mark.parametrize("content", ["", "[]", "{}", "not json", "\x00"])
def test_a_manifest_of_nonsense_is_noticed(folder, content):
    (folder / "MANIFEST.json").write_text(content)
    with pytest.raises(NotTrained):
        artifacts.load(folder)


def test_a_manifest_cannot_lead_out_of_the_folder(folder, tmp_path):
    manifest = json.loads((folder / "MANIFEST.json").read_text())
    (tmp_path / "secret").write_text("x")
    manifest["../secret"] = {"sha256": "0"}
    (folder / "MANIFEST.json").write_text(json.dumps(manifest))
    with pytest.raises(NotTrained, match="lacks"):
        artifacts.load(folder)


def test_another_models_folder_is_refused(model, folder):
    with pytest.raises(Incompatible, match="sentiment-lstm"):
        open_model(model_spec("sentiment-rnn"), folder)


def test_a_folder_that_cannot_be_written_is_told(model, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidInput, match="cannot be written"):
        export.save_model(model, tmp_path / "file" / "model")


def test_a_table_is_kept_as_small_as_it_is_stored_and_read_as_float32() -> None:
    model = registry.predictor("sentiment-lstm")
    (table,) = model.artifact.network.weights("embedding")
    assert table.dtype == np.float16
    assert table is model.artifact.weights["embedding/0"]
    assert cells.embedding(np.array([[1, 2]]), table).dtype == np.float32


def test_a_card_is_read_without_keeping_the_model_in_memory() -> None:
    registry._shipped.cache_clear()
    assert registry.card("sentiment-lstm").model == "sentiment-lstm"
    assert registry.why_unavailable("sentiment-lstm") is None
    assert registry._shipped.cache_info().currsize == 0
