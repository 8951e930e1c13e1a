"""Replays what is stored: in the local cloud, or in a folder of documents."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from local.calibrated_weights import is_weights
from local.stores import Stores
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.replay import NotReplayable, ReplayedAnswer, read_answer, replay_answer
from shared.assessment.replay_interview import NotReplayed, Replayed, report_differences
from shared.assessment.replay_judges import ReplayJudges
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.scope import Scope
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import BoleError, Unavailable
from shared.kernel.ids import InterviewId, TenantId

Shown = Callable[[str], None]
"""Hears the name of what is replayed next."""


def replay_stored(
    stores: Stores, judges: ReplayJudges, tenant: TenantId | None, interview: InterviewId | None, shown: Shown
) -> Replayed:
    """Replay the interviews of all tenants, of one, or one interview. Raises ``NotFound`` where it is nowhere."""
    if interview is not None:
        shown(interview)
        return replay_interview(stores.find(interview, tenant), interview, judges)
    done = Replayed()
    for tenant_id in [tenant] if tenant else stores.tenants():
        scope = stores.scope(tenant_id)
        for interview_id in stores.interviews(tenant_id):
            shown(interview_id)
            done += replay_interview(scope, interview_id, judges)
    return done


def replay_interview(scope: Scope, interview_id: InterviewId, judges: ReplayJudges) -> Replayed:
    """Judge the assessed answers of an interview again, and compare its newest report with what they give together.

    A report is compared where it was made of the answers as they are now; one whose answers were redone since is not.
    """
    state = scope.interviews.get(interview_id)
    if state is None:
        return Replayed()
    done, now = Replayed(interviews=1), list[AnswerAssessed]()
    for answer in scope.interviews.answers(interview_id):
        if answer.status == "assessed" and answer.document is not None:
            where = f"{interview_id} {answer.answer_id}"
            found, replayed = _replay(where, judges, partial(scope.documents.get_bytes, answer.document))
            done += found
            now += [replayed.now] if replayed else []
    if state.report is None or state.reported_revision < state.revision:
        return done
    return done + _report(scope, interview_id, state.report, now)


def replay_folder(folder: Path, judges: ReplayJudges, shown: Shown) -> Replayed:
    """Replay every ``*.json`` below ``folder`` that is, or should be, an assessed answer; weights that lie beside them
    are none."""
    done = Replayed()
    interviews = set[str]()
    for path in sorted(path for path in folder.rglob("*.json") if not is_weights(path)):
        shown(path.name)
        found, replayed = _replay(str(path.relative_to(folder)), judges, path.read_bytes)
        done += found
        interviews |= {replayed.stored.interview_id} if replayed else set()
    return done + Replayed(interviews=len(interviews))


def _replay(where: str, judges: ReplayJudges, read: Callable[[], bytes]) -> tuple[Replayed, ReplayedAnswer | None]:
    try:
        stored = read_answer(read())
        replayed = replay_answer(stored, judges.judge_of(stored))
    except Unavailable:
        raise
    except BoleError as error:
        return Replayed(not_replayed=(NotReplayed(where=where, why=f"{error.problem} {error.remedy}"),)), None
    return Replayed(answers=1, scores=replayed.scores, differences=replayed.differences), replayed


def _report(scope: Scope, interview_id: InterviewId, where: DocumentRef, now: list[AnswerAssessed]) -> Replayed:
    name = f"{interview_id} report"
    try:
        body = scope.documents.get_bytes(where)
        version = json.loads(body).get("schema_version")
        if version != InterviewReport.version:
            raise NotReplayable(f"It has schema version {version}.", "Make it again, or replay it as it was made.")
        report = InterviewReport.model_validate_json(body)
        if report.answers_assessed != len(now):
            raise NotReplayable("Not all of its answers could be replayed.", "See above why.")
        weights = {each.name: each.weight for each in plan_of(scope, interview_id).competencies}
        differences = report_differences(report, now, weights)
    except Unavailable:
        raise
    except (BoleError, ValueError) as error:
        why = f"{error.problem} {error.remedy}" if isinstance(error, BoleError) else f"It cannot be read: {error}"
        return Replayed(not_replayed=(NotReplayed(where=name, why=why),))
    return Replayed(reports=1, differences=differences)
