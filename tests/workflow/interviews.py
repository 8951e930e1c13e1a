"""An opened interview in the moto world, and the S3 notice that starts the machine."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.progress import AnswerState
from shared.assessment.pipeline import AnswerRef
from shared.assessment.service.scope import AssessmentSettings, Scope, scope_of
from shared.interview.contracts import InterviewPlan
from shared.interview.planning import withdrawn_from
from shared.kernel.clock import FixedClock
from shared.kernel.ids import AnswerId, InterviewId
from shared.platform import bootstrap
from shared.platform.settings import load
from tests.builders.assessment import ACME, Stage, plan
from tests.builders.aws import Deployment, every_setting
from tests.workflow.machines import REGION, Run

if TYPE_CHECKING:
    from tests.workflow.conftest import World

ROOT = Path(__file__).parents[2]
VISITED: set[str] = set()
"""Every state that any test of this session went through."""


@dataclass
class Interview:
    """An opened interview; ``assess`` uploads a recording and runs the machine on its notice."""

    world: "World"
    plan: InterviewPlan
    stage: Stage
    key: str = ""
    size: int = 0
    answer_id: str = "a1"
    runs: list[Run] = field(default_factory=list)

    @classmethod
    def opened(cls, world: "World", answers: int = 1, **changed: Any) -> "Interview":
        now = datetime.now(UTC)
        times = {"opened_at": now, "closes_at": now + timedelta(days=7), "accepted_until": now + timedelta(days=8)}
        opened = plan(answers, **{**times, **changed})
        deployment = Deployment(bootstrap.build(every_setting()), FixedClock(now), boto3.Session(region_name=REGION))
        interview = cls(world=world, plan=opened, stage=Stage(deployment, opened))
        interview.stage.publish_plan()
        return interview

    def assess(
        self, recording: Path, *, answer: str = "a1", medium: str = "video", interview_id: str | None = None
    ) -> Run:
        """Upload a recording as the interview stage does, and run the machine as the bucket's notice does."""
        body = (ROOT / recording).read_bytes()
        self.answer_id, self.size = answer, len(body)
        stage = self.stage
        if interview_id is not None:
            stage = Stage(stage.deployment, self.plan.model_copy(update={"interview_id": InterviewId(interview_id)}))
        self.key = stage.upload(
            answer, f"upl_{answer}", body=body, medium=medium, size_bytes=len(body), duration_ms=None
        )
        return self.notice_again()

    def withdraw(self) -> None:
        """The candidate takes the consent to automated scoring back: the interview stage writes the plan anew."""
        self.stage.plan = withdrawn_from(self.stage.plan, "automated_assessment")
        self.stage.publish_plan()

    def notice_again(self) -> Run:
        """Run the machine on the notice of the last upload."""
        detail = {"bucket": {"name": "media"}, "object": {"key": self.key, "size": self.size}}
        run = self.world.assess_answer.run(detail, self.world.workers.serve)
        self._remember(run)
        return run

    def complete(self) -> Run:
        """Run ``complete_interview`` as the settled event starts it."""
        event = {
            "event_id": "evt_1",
            "occurred_at": datetime.now(UTC).isoformat(),
            "tenant_id": ACME,
            "interview_id": self.plan.interview_id,
            "position_id": self.plan.position_id,
            "revision": self.scope.interviews.get(self.plan.interview_id).revision,  # type: ignore[union-attr]
        }
        run = self.world.complete_interview.run(event)
        self._remember(run)
        return run

    @property
    def scope(self) -> Scope:
        return scope_of(bootstrap.build(load(AssessmentSettings)), ACME)

    def answer(self) -> AnswerState:
        ref = AnswerRef(tenant_id=ACME, interview_id=self.plan.interview_id, answer_id=AnswerId(self.answer_id))
        state = self.scope.answers.get(ref)
        assert state is not None
        return state

    def document(self) -> AnswerAssessed:
        where = self.answer().document
        assert where is not None
        return self.scope.documents.get_document(where, AnswerAssessed)

    def orphans(self) -> list[dict[str, Any]]:
        return self.stage.deployment.rows("ORPHAN")

    def _remember(self, run: Run) -> None:
        self.runs.append(run)
        VISITED.update(run.visited)
