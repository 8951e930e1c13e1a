"""A link is signed: whoever lacks the key makes none, and whoever has it makes the same one again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.kernel.ids import TenantId
from shared.recruiting.candidate_token import CandidateToken, LinkReplaced, LinkRevoked, UnknownToken
from shared.recruiting.invitations.links import LinkSigner, link_of
from shared.recruiting.invitations.model import InvitationRecord
from tests.builders.recruiting import NOW, invited

ACME = TenantId("acme")


class Keys:
    """A data key for each candidate."""

    def __init__(self, salt: bytes = b"k") -> None:
        self.salt = salt

    def ensure(self, owner_id: str) -> bytes:
        return (self.salt + owner_id.encode()).ljust(32, b"0")[:32]


def record(**changed: Any) -> InvitationRecord:
    known = {
        "invitation_id": "inv_01JD0000000000000000000000",
        "interview_id": "int_1",
        "application_id": "app_1",
        "candidate_id": "cnd_1",
        "position_id": "pos_1",
        "invited_by": "user-1",
        "invited_at": NOW,
        "expires_at": datetime(2026, 11, 29, tzinfo=UTC),
    }
    return InvitationRecord.model_validate({**known, **changed})


def token(keys: Keys | None = None, tenant: TenantId = ACME, **changed: Any) -> CandidateToken:
    return LinkSigner(tenant, keys or Keys()).token(record(**changed))  # type: ignore[arg-type]


def test_the_same_invitation_has_the_same_link_and_it_reads_back() -> None:
    assert token() == token()
    assert CandidateToken.read(token().spelled()) == token()


@pytest.mark.parametrize(
    "changed",
    [
        {"candidate_id": "cnd_2"},
        {"invitation_id": "inv_01JD0000000000000000000001"},
        {"expires_at": datetime(2026, 11, 30, tzinfo=UTC)},
        {"number": 2},
    ],
)
def test_whatever_is_signed_changes_the_link(changed: dict[str, Any]) -> None:
    assert token(**changed).secret != token().secret


def test_another_key_or_tenant_signs_otherwise() -> None:
    assert token(Keys(b"x")).secret != token().secret
    assert token(tenant=TenantId("globex")).secret != token().secret


def test_a_link_has_its_token_where_no_server_logs_it() -> None:
    assert link_of("https://jobs.example/interview", token()) == f"https://jobs.example/interview#{token().spelled()}"
    assert link_of("", token()) is None


def test_a_token_opens_its_own_invitation_alone() -> None:
    (first, mine), (second, theirs) = invited(), invited()
    mine.open(first)
    for wrong, invitation in ((mine, second), (theirs, first)):
        with pytest.raises(UnknownToken):
            wrong.open(invitation)
    mixed = mine.model_copy(update={"secret": theirs.secret})
    with pytest.raises(UnknownToken):
        mixed.open(first)


def test_a_replaced_link_and_a_revoked_one_are_told_so_and_a_forged_one_is_not() -> None:
    invitation, mine = invited()
    _, newer = invited()
    replaced = invitation.model_copy(
        update={"secret_sha256": newer.secret_sha256, "earlier_sha256": (mine.secret_sha256,)}
    )
    with pytest.raises(LinkReplaced):
        mine.open(replaced)
    revoked = invitation.model_copy(update={"revoked_at": NOW + timedelta(hours=1)})
    with pytest.raises(LinkRevoked):
        mine.open(revoked)
    with pytest.raises(UnknownToken):
        mine.model_copy(update={"secret": "guess"}).open(revoked)
