"""Replay: judge a stored answer again from its own document, and say what comes out otherwise.

The document holds all that a score depends on: words, question, reference, rubrics word for word, and a receipt of the
rest. What the recogniser heard, what was measured in the sound and what the camera saw are inputs here: they are taken
as stored, not measured again. What a language model said is taken from the stored judgements
(``shared.assessment.replay_judges``): asking it again would be another sample, and would cost.
"""

import json

from pydantic import ValidationError

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.differences import Difference, answer_differences
from shared.assessment.model.vision import Vision
from shared.assessment.ports import Judge
from shared.assessment.scoring import AnswerSubject, assess_answer
from shared.kernel.errors import BoleError
from shared.kernel.frozen import Frozen


class NotReplayable(BoleError):
    """The document cannot be judged again as it was: an older schema, or something that the tree has no more."""

    code = "not_replayable"


class ReplayedAnswer(Frozen):
    """One answer: as it was stored, as it is judged now, and each difference. ``scores`` are those compared."""

    stored: AnswerAssessed
    now: AnswerAssessed
    differences: tuple[Difference, ...]

    @property
    def scores(self) -> int:
        return len(self.stored.scores)


def read_answer(body: str | bytes) -> AnswerAssessed:
    """Return the ``assessment/answer_assessed`` document in ``body``.

    Raises ``NotReplayable`` for an older or newer schema, and for what is no such document.
    """
    try:
        version = json.loads(body).get("schema_version")
    except (ValueError, AttributeError) as error:
        raise NotReplayable("It is no JSON object.", "Give documents of assessment/answer_assessed.") from error
    if version != AnswerAssessed.version:
        raise NotReplayable(
            f"It has schema version {version}, and this version of Bole reads {AnswerAssessed.version}.",
            "Replay it with the version of Bole that wrote it.",
        )
    try:
        return AnswerAssessed.model_validate_json(body)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise NotReplayable(
            f"It is no assessment/answer_assessed document ({place}: {fault['msg']}).",
            "Compare it with events/assessment/answer_assessed.v2.schema.json.",
        ) from error


def replay_answer(stored: AnswerAssessed, judge: Judge) -> ReplayedAnswer:
    """Judge ``stored`` again by ``judge`` and compare. Raises what the judge raises."""
    seen = stored.vision.summary
    now = assess_answer(
        AnswerSubject(
            tenant_id=stored.tenant_id,
            interview_id=stored.interview_id,
            answer_id=stored.answer_id,
            question=stored.question,
            medium=stored.medium,
            competencies=tuple(rubric.competency for rubric in stored.rubrics),
            languages=stored.languages,
            own_rubrics=stored.rubrics,
            reference=stored.reference,
        ),
        stored.transcript,
        Vision(summary=seen, timeline=stored.vision.timeline) if seen else None,
        stored.media,
        stored.flags,
        judge,
        stored.assessed_at,
        stored.stage_seconds,
    )
    return ReplayedAnswer(stored=stored, now=now, differences=answer_differences(stored, now))
