"""Access tokens: asked for once, renewed before they end, never taken from another's secret."""

import pytest

from shared.finance.connectors.errors import LoginFailed
from shared.finance.connectors.tokens import EARLY_SECONDS, Tokens, key_of


class Vendor:
    def __init__(self) -> None:
        self.asked = 0
        self.now = 0.0

    def __call__(self) -> tuple[str, float]:
        self.asked += 1
        return f"token-{self.asked}", 3600.0

    def clock(self) -> float:
        return self.now


def test_a_token_is_asked_for_once_and_renewed_before_it_ends() -> None:
    vendor = Vendor()
    tokens = Tokens(vendor.clock)
    assert [tokens.get("key", vendor) for _ in range(3)] == ["token-1"] * 3
    vendor.now = 3600 - EARLY_SECONDS - 1
    assert tokens.get("key", vendor) == "token-1"
    vendor.now += 2
    assert tokens.get("key", vendor) == "token-2"


def test_another_secret_gets_another_token() -> None:
    keys = {
        key_of("https://a", "app", "one"),
        key_of("https://a", "app", "two"),
        key_of("https://b", "app", "one"),
        key_of("https://a", "other", "one"),
    }
    assert len(keys) == 4
    assert not any("one" in key for key in keys)


def test_a_token_that_is_not_taken_is_renewed_once() -> None:
    vendor, tokens, seen = Vendor(), Tokens(), list[str]()

    def call(token: str) -> str:
        seen.append(token)
        if token == "token-1":
            raise LoginFailed("yonyou_u8")
        return "done"

    assert tokens.let_in("key", vendor, call) == "done"
    assert seen == ["token-1", "token-2"]


def test_whoever_is_not_let_in_with_a_new_token_is_not_let_in() -> None:
    vendor, tokens = Vendor(), Tokens()

    def call(token: str) -> str:
        raise LoginFailed("yonyou_u8")

    with pytest.raises(LoginFailed):
        tokens.let_in("key", vendor, call)
    assert vendor.asked == 2


def test_a_secret_that_is_wrong_is_tried_once() -> None:
    asked = []

    def ask() -> tuple[str, float]:
        asked.append(1)
        raise LoginFailed("yonyou_u8")

    with pytest.raises(LoginFailed):
        Tokens().let_in("key", ask, lambda token: token)
    assert len(asked) == 1
