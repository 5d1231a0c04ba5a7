"""What a whole file of 50,000 reviews costs: received, looked at, answered, written."""

from __future__ import annotations

import io
import time

import pandas as pd

from core import registry, visitor_parts
from core.batch_job import BatchRequest, run_batch
from core.found_table import look_at
from core.settings import settings
from core.table_tasks import PAIRS, REVIEWS, TableTask
from core.tables import read_table

_ROWS = 50_000


def bench_fifty_thousand_reviews() -> None:
    path, data = settings().data_root / "reviews" / "yelp_reviews.csv.gz", "Yelp reviews"
    if not path.is_file():
        path, data = settings().samples / "reviews.csv", "reviews written for Unrolled"
    found = read_table(path, ["text", "label"])[["text", "label"]]
    _bench(REVIEWS, data, pd.concat([found] * (_ROWS // len(found) + 1)).head(_ROWS))


def bench_fifty_thousand_pairs() -> None:
    path, data = settings().data_root / "questions" / "labelled_pairs.csv.gz", "Quora pairs"
    if not path.is_file():
        path, data = settings().samples / "question_pairs.csv", "pairs written for Unrolled"
    found = read_table(path, ["question1", "question2", "is_duplicate"])
    found = found[["question1", "question2", "is_duplicate"]]
    _bench(PAIRS, data, pd.concat([found] * (_ROWS // len(found) + 1)).head(_ROWS))


def _bench(task: TableTask, data: str, rows: pd.DataFrame) -> None:
    raw = rows.to_csv(index=False).encode()
    token = visitor_parts.receive(io.BytesIO(raw), "bench.csv", len(raw))
    begun = time.process_time()
    look_at(token, "bench.csv", task)
    looked = time.process_time() - begun
    columns = {name: name for name in task.fields}
    print(f"\n{len(rows):,} {task.things} ({data}, {len(raw) / 1e6:.0f} MB), seconds of one core:")
    print(f"  looked at: {looked:.1f}")
    for name, spec in registry.models().items():
        if spec.task == task.task and registry.why_unavailable(name) is None:
            begun = time.process_time()
            request = BatchRequest(token, name, columns, rows.columns[-1])
            run_batch(task, request, lambda done, total: None)
            print(f"  {name}: {time.process_time() - begun:.1f}")
    visitor_parts.forget(token)
