"""Rows that were written before sessions were counted and sealed are read, and sealed when they are next written."""

import pytest

from shared.interview.errors import KeysMissing
from shared.interview.store import InterviewStore
from shared.kernel.ids import InterviewId
from tests.builders.aws import Deployment
from tests.builders.candidate import Browser
from tests.builders.recruiting import ACME

INT_1 = InterviewId("int_1")


def as_before(deployment: Deployment) -> None:
    """Write the session's row as it was written once: plain, and without a revision."""
    here = deployment.platform
    store = InterviewStore(here.table(ACME), here.bucket(ACME), here.usage(ACME), here.sealer(ACME))
    session = store.session(INT_1)
    assert session is not None
    new = {"revision", "paused_at", "completed_at", "unanswered"}
    plain = session.model_dump_json(exclude=new)
    here.table(ACME).put({"PK": here.table(ACME).pk("INTERVIEW#int_1"), "SK": "SESSION", "session": plain})


def test_such_a_session_goes_on(deployment: Deployment, browser: Browser) -> None:
    browser.agree()
    as_before(deployment)
    assert browser.get().body["state"] == "open"
    assert browser.tell("session/pause").body["state"] == "paused"
    [row] = deployment.rows("INTERVIEW#int_1", "SESSION")
    assert ("session" in row, "sealed" in row, row["revision"]) == (False, True, "1")


def test_a_function_without_keys_does_not_open_a_sealed_session(deployment: Deployment, browser: Browser) -> None:
    browser.agree()
    here = deployment.platform
    with pytest.raises(KeysMissing):
        InterviewStore(here.table(ACME), here.bucket(ACME), here.usage(ACME)).session(INT_1)
