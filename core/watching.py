"""Looking over a training's shoulder: told about every batch, asked whether to go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Watch(Protocol):
    """What looks on while a model trains."""

    def see_batch(self, epoch: int, done: int, of: int, figures: Mapping[str, float]) -> None:
        """Take note of `done` of `of` batches; `figures` are means since the epoch began."""
        ...

    @property
    def wants_stop(self) -> bool:
        """Whether training should end now, with the best so far."""
        ...


def keras_callback(watch: Watch, epoch: int, of: int) -> Any:
    """Return a Keras callback that tells `watch` about every batch of one epoch."""
    import keras

    class Told(keras.callbacks.Callback):
        def on_train_batch_end(self, batch: int, logs: Mapping[str, float] | None = None) -> None:
            figures = {name: float(value) for name, value in (logs or {}).items()}
            watch.see_batch(epoch, batch + 1, of, figures)
            is_broken = figures.get("loss", 0.0) != figures.get("loss", 0.0)  # not a number
            if watch.wants_stop or is_broken:
                self.model.stop_training = True

    return Told()


def named_figures(trained: Mapping[str, float], checked: Mapping[str, float]) -> dict[str, float]:
    """Return what was measured beside the loss: `accuracy`, and `val_accuracy` where checked."""
    own = {name: value for name, value in trained.items() if name != "loss"}
    also = {f"val_{name}": float(value) for name, value in checked.items() if name != "loss"}
    return {**own, **also}
