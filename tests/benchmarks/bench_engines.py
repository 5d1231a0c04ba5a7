"""The NumPy path beside the engines that could have been served: same model, same texts."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.benchmarks.engines import MODEL, OURS
from tests.benchmarks.figures import Figures
from tests.sources import PROJECT

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
GOALS = {"model.predict": ">= 20 times"}


def bench_engines_side_by_side(figures: Figures) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.engines"], cwd=PROJECT,
        env={**os.environ, **ONE_THREAD}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    for count, taken in json.loads(run.stdout.splitlines()[-1]).items():
        about = f"{MODEL}, {count} tokens"
        for name, milliseconds in taken.items():
            figures.add(about, name, milliseconds, "ms")
            if name != OURS:
                ratio = milliseconds / taken[OURS]
                figures.add(about, f"{name}: times as long", ratio, "", GOALS.get(name, ""))
