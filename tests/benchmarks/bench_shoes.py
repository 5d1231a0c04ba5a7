"""How long one shoe takes: the price with everything left out once, the bars, the drawn network.

Single figures depend on the machine and on what else runs. Set OMP_NUM_THREADS=1 and
OPENBLAS_NUM_THREADS=1 for one core.
"""

from __future__ import annotations

from dataclasses import replace

from components.shoe_network import drawn_network
from components.shoe_price import price_parts, price_said
from core.shoe_answer import shoe_answer
from core.shoe_examples import EXAMPLES
from core.shoe_flow import shoe_flow
from core.shoe_request import MODELS, ShoeRequest
from tests.benchmarks.bench_core import median_ms

USUAL = next(iter(EXAMPLES.values())).shoe
TITLES = {
    "8 words": USUAL.title,
    "40 words": " ".join(f"word{place}" for place in range(40)),
    "2,000 words": "soft leather boot shoe " * 500,
}


def bench_one_shoe() -> None:
    for model in MODELS:
        for name, title in TITLES.items():
            request = ShoeRequest(replace(USUAL, title=title), model)
            answer = shoe_answer(request)
            asked = median_ms(lambda request=request: shoe_answer(request), 50)  # type: ignore[misc]
            shown = median_ms(lambda answer=answer: (price_said(answer), price_parts(answer)), 50)  # type: ignore[misc]
            drawn = median_ms(lambda request=request: drawn_network(shoe_flow(request)), 50)  # type: ignore[misc]
            print(
                f"\n{model}, {name}, {len(answer.parts)} left out: {asked:.1f} ms; "
                f"the screen {shown:.1f} ms; the network {drawn:.1f} ms"
            )
