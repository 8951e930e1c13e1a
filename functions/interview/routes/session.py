"""The candidate's session: look, agree and begin, pause, go on, complete."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from functions.interview.routes.desk import candidate
from shared.interview.model import AskedConsents
from shared.interview.service.progress import complete, pause, resume
from shared.interview.service.questions import show_question, start_recording
from shared.interview.service.sessions import open_session, see_session
from shared.interview.view import SessionView
from shared.kernel.ids import AnswerId
from shared.kernel.language import Language
from shared.platform.http import routes

router = routes("candidate")
SESSION = "/v1/interview/session"
AnswerIdPath = Annotated[str, Path(max_length=64)]


class OpenSession(BaseModel):
    """The candidate's choices; ``language`` is the one to read in."""

    consents: AskedConsents
    language: Language


class CompleteInterview(BaseModel):
    """``without_the_rest``: complete it although questions have no answer."""

    without_the_rest: bool = False


@router.get(SESSION, summary="Look at the interview")
def get_session() -> SessionView:
    """Show the interview: who invites, what is asked, what is recorded and scored, what has arrived."""
    return see_session(*candidate(router))


@router.post(SESSION, summary="Agree and begin")
def post_session(opening: OpenSession) -> SessionView:
    """Open the interview with consents."""
    token, desk = candidate(router)
    return open_session(token, opening.consents, opening.language, desk)


@router.post(f"{SESSION}/pause", summary="Pause the interview")
def post_pause() -> SessionView:
    """Pause until the deadline at most; the clock of a question that was shown goes on."""
    return pause(*candidate(router))


@router.post(f"{SESSION}/resume", summary="Go on after a pause")
def post_resume() -> SessionView:
    """Go on after a pause."""
    return resume(*candidate(router))


@router.post(f"{SESSION}/complete", summary="Complete the interview")
def post_completion(completing: CompleteInterview) -> SessionView:
    """Hand the interview in; the answer holds the receipt."""
    token, desk = candidate(router)
    return complete(token, completing.without_the_rest, desk)


@router.post("/v1/interview/answers/<answer_id>/show", summary="Show a question")
def post_show(answer_id: AnswerIdPath) -> SessionView:
    """Show a question: its time to think runs from the first time on."""
    token, desk = candidate(router)
    return show_question(token, AnswerId(answer_id), desk)


@router.post("/v1/interview/answers/<answer_id>/start", summary="Begin to record")
def post_start(answer_id: AnswerIdPath) -> SessionView:
    """Note that a recording begins now."""
    token, desk = candidate(router)
    return start_recording(token, AnswerId(answer_id), desk)
