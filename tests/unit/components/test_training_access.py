"""Who may train: nobody, this machine, whoever has the token, everybody."""

import flask
import pytest

from components import training_access
from components.training_access import require_permission, why_not
from core.errors import InvalidInput
from core.training_rule import TrainingRule, training_rule

LOCAL, TOKEN = TrainingRule("local"), TrainingRule("token", "a-long-enough-token")


@pytest.fixture
def asked():
    server = flask.Flask(__name__)

    def ask(address="127.0.0.1", host="localhost:8050", **headers):
        return server.test_request_context(
            headers={"Host": host, **headers}, environ_base={"REMOTE_ADDR": address}
        )

    return ask


def test_this_machine_may_train_when_it_asks_itself(asked):
    for address, host in (("127.0.0.1", "127.0.0.1:8050"), ("::1", "[::1]:8050")):
        with asked(address, host):
            assert why_not(LOCAL) == ""


@pytest.mark.parametrize(
    "how",
    [
        {"address": "10.0.0.7"},
        {"host": "evil.example"},
        {"X-Forwarded-For": "10.0.0.7"},
        {"Forwarded": "for=10.0.0.7"},
        {"address": ""},
    ],
)
def test_neither_another_machine_nor_one_behind_a_proxy_here_is_this_machine(asked, how):
    with asked(**how):
        assert "only the machine that serves" in why_not(LOCAL)
        with pytest.raises(InvalidInput):
            require_permission(LOCAL, "")


def test_off_is_off_and_open_is_open(asked):
    with asked():
        assert "switched off" in why_not(TrainingRule("off"))
    with asked("10.0.0.7"):
        require_permission(TrainingRule("open"), None)


def test_a_token_opens_and_wrong_ones_are_limited(asked):
    training_access._attempts.cache_clear()
    with asked("10.0.0.7"):
        require_permission(TOKEN, TOKEN.token)
        with pytest.raises(InvalidInput, match="needs a token"):
            require_permission(TOKEN, "")
        for _ in range(10):
            with pytest.raises(InvalidInput, match="not the token"):
                require_permission(TOKEN, "\ud83d wrong")
        with pytest.raises(InvalidInput, match="Too many"):
            require_permission(TOKEN, TOKEN.token)
    with asked("10.0.0.8"):
        require_permission(TOKEN, TOKEN.token)


@pytest.mark.parametrize(
    ("given", "words"),
    [({"TRAINING": "yes"}, "TRAINING must be"),
     ({"TRAINING": "token", "TRAINING_TOKEN": "short"}, "at least 12")],
)  # fmt: skip
def test_a_rule_that_cannot_be_used_is_named(monkeypatch, given, words):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    training_rule.cache_clear()
    with pytest.raises(InvalidInput, match=words):
        training_rule()
    training_rule.cache_clear()
