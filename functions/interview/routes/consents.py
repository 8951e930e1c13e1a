"""Consent: what was chosen by which words, and taking it back."""

from pydantic import BaseModel

from functions.interview.routes.desk import candidate
from shared.interview.consent.model import ConsentEntry
from shared.interview.consent.service import consents_given, keep_longer, withdraw
from shared.interview.contracts import Purpose
from shared.interview.view import SessionView
from shared.platform.http import routes

router = routes("candidate")
CONSENTS = "/v1/interview/consents"


class ConsentRecord(BaseModel):
    """Every choice, the oldest first."""

    entries: list[ConsentEntry]


@router.get(CONSENTS, summary="Read one's own choices")
def get_consents() -> ConsentRecord:
    """Show every choice with the text it was made by."""
    return ConsentRecord(entries=list(consents_given(*candidate(router))))


@router.post(f"{CONSENTS}/<purpose>/withdraw", summary="Take a consent back")
def post_withdrawal(purpose: Purpose) -> SessionView:
    """Take a consent back: it holds from now on."""
    token, desk = candidate(router)
    return withdraw(token, purpose, desk)


@router.post(f"{CONSENTS}/retention/give", summary="Join the talent pool")
def post_retention() -> SessionView:
    """Agree after all that the data are kept for other positions."""
    return keep_longer(*candidate(router))
