"""The simulated market: the same every time, and like a market."""

import numpy as np

from core import market


def test_the_simulated_market_is_the_same_every_time():
    expected = [
        [1.0218505931470876, 1.0273537477981964, 1.0233115256562733, 1.032942077885619],
        [0.9729291497035125, 0.9934333198182168, 1.0073952336426908, 1.015108565257049],
        [1.0045785238396627, 0.9953716783107939, 0.9869685331266481, 1.0001946127305836],
    ]
    np.testing.assert_allclose(market.simulate_prices(3, 4), expected, rtol=1e-12)


def test_another_seed_gives_another_market():
    assert not np.allclose(market.simulate_prices(3, 4), market.simulate_prices(3, 4, seed=1))


def test_simulated_companies_move_together_and_have_fat_tails():
    returns = np.diff(np.log(market.simulate_prices(200, 500)), axis=1)
    together = np.corrcoef(returns)[~np.eye(200, dtype=bool)].mean()
    assert 0.1 < together < 0.5
    standard = (returns - returns.mean()) / returns.std()
    assert (standard**4).mean() > 4  # 3 for a normal distribution
