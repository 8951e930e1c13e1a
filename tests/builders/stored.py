"""Written interviews as the pipeline stores them: plan, answers, documents and report, judged by a real judge."""

import hashlib
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from functions.assessment.aggregate import handler as aggregate
from functions.assessment.norm import handler as norm
from functions.assessment.notify import handler as notify
from functions.assessment.report import handler as report
from functions.decision.propose import handler as propose
from local.machine import Machine
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.features.calibration import off_topic_anchors
from shared.assessment.pipeline import InterviewRef, ScoreTask
from shared.assessment.ports import Judge
from shared.assessment.service.score_answer import score_answer
from shared.assessment.service.uploads import upload_of
from shared.kernel.ids import AnswerId, InterviewId
from shared.kernel.language import LANGUAGES
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Competency
from tests.builders.assessment import ACME, Stage, plan
from tests.builders.aws import BUCKET, TABLE, Deployment
from tests.builders.lambda_context import FakeContext

LABELLED = Path(__file__).parents[2] / "bench/data/relevance.toml"
CONTEXT: Any = FakeContext()


class SteadyEmbedder:
    """Finds every answer near every question and rubric, and small talk far: for tests that are not about nearness.

    What a passage is near to depends on the passage alone, so that no tuning of the judge turns an answer away.
    """

    name = "steady"

    @property
    def quick(self) -> "SteadyEmbedder":
        return self

    @property
    def careful(self) -> "SteadyEmbedder":
        return self

    def similarities(self, query: str, passages: Sequence[str]) -> list[float]:
        talk = {text for language in LANGUAGES for text in off_topic_anchors(language)}
        return [(0.0 if text in talk else 0.5) + _spread(text) for text in passages]


def _spread(text: str) -> float:
    """A tenth at most, always the same for the same text."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF / 10


def labelled() -> list[dict[str, Any]]:
    """The labelled questions, each with its answers: on the question, and beside it."""
    questions: list[dict[str, Any]] = tomllib.loads(LABELLED.read_text("utf-8"))["question"]
    return questions


def written_interview(
    deployment: Deployment, judge: Judge, name: str, question: dict[str, Any], answers: tuple[str, ...]
) -> Stage:
    """An interview in which ``question`` is asked as often as there are ``answers``, assessed and reported."""
    asked = plan(answers=len(answers), interview_id=InterviewId(name), languages=("zh", "en"), hotwords=())
    competencies = (Competency(name=question["competency"], weight=2.0), Competency(name="communication"))
    text = LocalizedText(**{question["language"]: question["text"]})
    wanted = tuple(dict.fromkeys(competency.name for competency in competencies))
    questions = tuple(planned.model_copy(update={"text": text, "competencies": wanted}) for planned in asked.questions)
    changed = {"questions": questions, "competencies": competencies[: len(wanted)], "language": question["language"]}
    stage = Stage(deployment, asked.model_copy(update=changed))
    stage.publish_plan()
    for number, answer in enumerate(answers, start=1):
        _write(stage, judge, f"a{number}", answer)
    _report(stage)
    return stage


def document(stage: Stage, answer: str = "a1") -> AnswerAssessed:
    """What was found in an answer, as it is stored."""
    where = stage.answer(answer).document
    assert where is not None
    return stage.scope.documents.get_document(where, AnswerAssessed)


def change(stage: Stage, answer: str, **fields: Any) -> AnswerAssessed:
    """Store an answer's document otherwise than it was, and let the answer refer to that."""
    changed = document(stage, answer).model_copy(update=fields)
    state = stage.answer(answer)
    assert state.document is not None
    where = stage.scope.documents.put_document(state.document.key, changed)
    key = {
        "PK": {"S": f"TENANT#{ACME}#INTERVIEW#{stage.plan.interview_id}"},
        "SK": {"S": f"ASSESSMENT#ANSWER#{answer}"},
    }
    stage.deployment.client("dynamodb").update_item(
        TableName="bole",
        Key=key,
        UpdateExpression="SET #d = :d",
        ExpressionAttributeNames={"#d": "document"},
        ExpressionAttributeValues={":d": {"M": {name: {"S": value} for name, value in where.model_dump().items()}}},
    )
    return changed


def machine_in_memory(deployment: Deployment) -> Machine:
    """A machine whose cloud is in memory, for what reads its table and bucket."""
    endpoint = SimpleNamespace(client=deployment.client)
    outputs = {"TableName": TABLE, "MediaBucketName": BUCKET}
    return cast("Machine", SimpleNamespace(cloud=SimpleNamespace(endpoint=endpoint), output=outputs.__getitem__))


def _write(stage: Stage, judge: Judge, answer: str, words: str) -> None:
    upload = f"upl_{stage.plan.interview_id}_{answer}"
    key = stage.upload(answer, upload, body=words.encode(), medium="text", content_type="text/plain", duration_ms=None)
    prepared = stage.prepare(key, f"{stage.plan.interview_id}-{answer}", size=len(words.encode()))
    assert prepared.medium == "text", prepared
    task = ScoreTask(prepared=prepared, transcribed=None, watched=None)
    stage.record(score_answer(stage.scope, task, upload_of(key), judge))
    assert stage.answer(AnswerId(answer)).status == "assessed"


def _report(stage: Stage) -> None:
    state = stage.interview()
    ref = InterviewRef(
        tenant_id=state.tenant_id,
        interview_id=state.interview_id,
        position_id=state.position_id,
        revision=state.revision,
    )
    made = aggregate(json.loads(ref.model_dump_json()), CONTEXT)
    notify(report(propose(norm(made, CONTEXT), CONTEXT), CONTEXT), CONTEXT)
