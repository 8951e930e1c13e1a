"""The personality test, as a candidate takes it: saved as it goes, on any device."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from functions.interview.routes.desk import candidate
from shared.interview.personality.model import Point, Response
from shared.interview.personality.service import answer_item, begin_test, complete_test, see_test
from shared.interview.personality.view import PersonalityView
from shared.kernel.clock import Milliseconds
from shared.kernel.language import Language
from shared.platform.http import routes

router = routes("candidate")
TEST = "/v1/interview/personality"
ItemId = Annotated[str, Path(max_length=16)]


class BeginPersonality(BaseModel):
    """``agreed``: to the notice that the questionnaire shows."""

    language: Language
    agreed: bool


class AnswerItem(BaseModel):
    """A point of the scale (1–5), and how long the statement was on the screen."""

    answer: Point
    elapsed_ms: int | None = Field(default=None, ge=0, le=86_400_000)


class SavedAnswer(BaseModel):
    """An answer as it is kept."""

    item_id: str
    answer: int


class CompletePersonality(BaseModel):
    """``anyway``: although statements have no answer."""

    anyway: bool = False


@router.get(TEST, summary="See the questionnaire")
def get_personality() -> PersonalityView:
    """Show notice, statements in the candidate's own order, and answers so far."""
    return see_test(*candidate(router))


@router.post(TEST, summary="Begin the questionnaire")
def post_personality(beginning: BeginPersonality) -> PersonalityView:
    """Begin the questionnaire."""
    token, desk = candidate(router)
    return begin_test(token, beginning.language, beginning.agreed, desk)


@router.put(f"{TEST}/answers/<item_id>", summary="Answer a statement")
def put_answer(item_id: ItemId, given: AnswerItem) -> SavedAnswer:
    """Save an answer; the last one counts."""
    token, desk = candidate(router)
    elapsed = None if given.elapsed_ms is None else Milliseconds(given.elapsed_ms)
    saved: Response = answer_item(token, item_id, given.answer, elapsed, desk)
    return SavedAnswer(item_id=saved.item_id, answer=saved.answer)


@router.post(f"{TEST}/complete", summary="Hand the questionnaire in")
def post_personality_complete(completing: CompletePersonality) -> PersonalityView:
    """Hand the questionnaire in."""
    token, desk = candidate(router)
    return complete_test(token, completing.anyway, desk)
