"""The token of a candidate: ``<tenant>.<invitation>.<secret>``."""

import pytest

from shared.kernel.ids import TenantId, new_id
from shared.recruiting.candidate_token import CandidateToken, UnknownToken


def test_a_token_is_read_as_it_was_spelled() -> None:
    token = CandidateToken.issue(TenantId("acme"), new_id("inv"))
    assert CandidateToken.read(token.spelled()) == token


def test_two_tokens_have_nothing_in_common() -> None:
    invitation_id = new_id("inv")
    first, second = (CandidateToken.issue(TenantId("acme"), invitation_id) for _ in range(2))
    assert not first.proves(second.secret_sha256)


@pytest.mark.parametrize("text", ["", "a.b", "acme..x", "ac#me.inv_01ARZ3NDEKTSV4RRFFQ69G5FAV.x", "acme.../../x.y"])
def test_what_is_no_token_opens_nothing(text: str) -> None:
    with pytest.raises(UnknownToken):
        CandidateToken.read(text)
