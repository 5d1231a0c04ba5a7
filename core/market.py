"""A stock market made up from a seeded factor model: what stands in when real prices are absent."""

from __future__ import annotations

import numpy as np

from core.contracts import Floats

SECTORS = 11
_TAILS = 4.0  # degrees of freedom of Student's t: fat tails, finite variance


def simulate_prices(companies: int = 502, days: int = 101, seed: int = 20200928) -> Floats:
    """Return made-up daily prices (N, T), positive, the same for the same seed.

    A three-level factor model of the daily log return of company i in sector s(i):

        r_it = μ + β_i m_t + g_s(i),t + e_it,    price_it = exp(Σ_{u≤t} r_iu)

    with the market m (1.0 % a day), the sectors g (0.7 %) and the companies' own news e (1.6 %)
    all drawn from Student's t with 4 degrees of freedom, sensitivities β_i ~ N(1, 0.3²) and a
    drift μ of 0.1 % a day. Nothing in it can be forecast beyond the drift: the last price is close
    to the best answer, as it is for the lecture's real file.
    """
    random = np.random.default_rng(seed)
    market = _shocks(random, 0.010, (1, days))
    sectors = _shocks(random, 0.007, (SECTORS, days))
    own = _shocks(random, 0.016, (companies, days))
    beta = random.normal(1.0, 0.3, (companies, 1))
    sector = random.integers(SECTORS, size=companies)
    returns = 0.001 + beta * market + sectors[sector] + own  # (N, T)
    return np.exp(np.cumsum(returns, axis=1))


def _shocks(random: np.random.Generator, deviation: float, shape: tuple[int, int]) -> Floats:
    """Return Student-t draws with the given standard deviation."""
    return deviation * random.standard_t(_TAILS, shape) / np.sqrt(_TAILS / (_TAILS - 2))
