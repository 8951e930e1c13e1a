"""A tenant in whose lists a whole page stands: candidates and applications by the hundred, several of everything else.

People and their applications are entered as an import does. Of other things one is made through the API, and rows like
it are put beside it under ids of their own, so that a page that asks for each of its things again is seen to do so.
"""

import base64
from datetime import timedelta
from typing import Any

from functions.assessment.aggregate import handler as aggregate
from functions.assessment.norm import handler as norm
from functions.assessment.notify import handler as notify
from functions.assessment.report import handler as make_report
from functions.decision.propose import handler as propose
from functions.interview.api import handler as interview_api
from functions.recruiting.analysis import handler as analysis_api
from functions.recruiting.api import handler as recruiting_api
from functions.tenancy.api import handler as tenancy_api
from shared.decision.fairness.breaking import check_position
from shared.decision.fairness.desk import desk_of
from shared.kernel.ids import CandidateId, InterviewId, PositionId
from shared.recruiting.applications.beginning import begin
from shared.recruiting.applications.model import Overdue
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.candidates.imports.model import SkippedRow
from shared.recruiting.candidates.imports.store import ImportStore
from shared.recruiting.candidates.model import CandidateRecord
from shared.recruiting.candidates.store import CandidateStore
from shared.recruiting.candidates.timeline import Timeline
from shared.recruiting.candidates.timeline_entry import TimelineEntry
from shared.recruiting.positions.store import PositionStore
from tests.builders.assessment import Stage
from tests.builders.assessment import plan as interview_of
from tests.builders.aws import NOW, TABLE, Deployment
from tests.builders.bulk import BulkTable, SilentTrail, batches
from tests.builders.candidates import person, profile
from tests.builders.decision import (
    ACME,
    ADA,
    CANDIDATE,
    DEPARTMENT,
    INTERVIEW,
    IVAN,
    RITA,
    Link,
    Person,
    call_panel,
    company,
    decision,
    invitation,
    opened,
    report,
    reported,
)
from tests.builders.fairness import POSITION
from tests.builders.fairness_desk import PLANTED, assessed
from tests.builders.flows import FLOW, Office, flow
from tests.builders.history import as_csv, planted_history
from tests.builders.http import Answer, api_event, call
from tests.builders.invitations import work
from tests.builders.lambda_context import FakeContext
from tests.builders.questions import question_draft
from tests.builders.recruiting import position_draft

PEOPLE = 120
SOME = 8
"""Rows of each other list: more than the queries that a page may take."""
RECRUITING = "/v1/recruiting"


class FilledTenant:
    """Acme with everything; ``at`` holds the ids by the name that paths give them."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        company(deployment)
        self.table = deployment.platform.table(ACME)
        self.office = Office(deployment, department=DEPARTMENT)
        self.at: dict[str, str] = {"position_id": "pos_1", "flow_id": FLOW, "kind": "invitation", "language": "zh"}
        early = (self._office_versions, self._batches, self._interviews, self._reports, self._hiring)
        for fill in (*early, self._imports, self._knowledge, self._fairness, self._rights, self._people):
            fill()

    def _people(self) -> None:
        for number in range(4):
            draft = person(name={"full": "李重名"}, phones=["13900000001"], emails=[f"twice{number}@example.com"])
            self._send("POST", f"{RECRUITING}/candidates", draft)
        here = self.deployment.platform
        table = BulkTable(batches(self.deployment.client("dynamodb"), TABLE), self.table)
        trail, sealer, timeline = SilentTrail(table, here.clock), here.sealer(ACME), Timeline(table)
        store = CandidateStore(table, sealer, here.blind_index(ACME), trail)
        applications = ApplicationStore(table, trail, sealer)
        table.transact([PositionStore(table, trail).put(self.office.position)])
        for number in range(PEOPLE):
            reached = {"phones": ["13800000001"], "emails": ["p1@example.com"], "birth_date": None}
            told = reached if number == 1 else {"phones": [], "emails": [], "birth_date": None}
            name = {"full": f"王{chr(0x4E00 + number)}"}
            now, candidate_id = NOW + timedelta(seconds=number), CandidateId(f"cnd_{number}")
            record = CandidateRecord(
                candidate_id=candidate_id,
                profile=profile(name=name, source="imported", **told),
                created_at=now,
                created_by="rita",
            )
            snapshot, flow_of = self.office.position.snapshot, self.office.flow
            begun = begin(snapshot, candidate_id, flow_of, source="imported", by="rita", now=now)
            entry = trail.entry("rita", "import_candidates", candidate_id)
            line = timeline.put(candidate_id, TimelineEntry(at=now, kind="added", by="rita"))
            store.add(record, entry, None, [line, *applications.creation_writes(begun, candidate_is_new=True)])
        table.flush()
        first = applications.of_candidate(CANDIDATE)[0].application_id
        self.at |= {"candidate_id": CANDIDATE, "application_id": first}
        self._send("POST", f"{RECRUITING}/candidates/{CANDIDATE}/notes", {"text": "电话已沟通。"})
        self._like("CANDIDATE#cnd_1", "NOTE#", _own("SK"))
        self._like("CANDIDATE#cnd_1", "TIMELINE#", _own("SK"))
        self._like("CANDIDATE#cnd_1", f"MOVE#{first}#000001", _own("SK"))
        self._overdue(first)

    def _office_versions(self) -> None:
        for version in range(2, SOME):
            self.office.publish(flow(version=version))
        self._like(f"FLOW#{FLOW}", "HEAD", _id(FLOW))
        self._like("POSITION#pos_1", "POSITION", _id("pos_1"))

    def _overdue(self, application_id: str) -> None:
        late = Overdue(
            application_id=application_id,
            candidate_id=CANDIDATE,
            position_id=PositionId("pos_1"),
            department=DEPARTMENT,
            node="ai_interview",
            node_kind="ai_interview",
            entered_at=NOW,
            due_at=NOW,
            then="remind",
            waits_for="company",
            roles=("recruiter",),
            users=(),
            times=1,
            told_at=NOW,
        )
        for number in range(SOME):
            self.table.put(
                {
                    "PK": self.table.pk(f"APPLICATION#app_late{number}"),
                    "SK": "TASK",
                    "overdue": late.model_dump_json(),
                    "GSI2PK": self.table.pk("OVERDUE"),
                    "GSI2SK": f"{NOW.isoformat()}#{number}",
                }
            )

    def _interviews(self) -> None:
        opened(self.deployment)
        reported(self.deployment)
        made, link = invitation(self.deployment)
        self.at |= {"interview_id": INTERVIEW, "invitation_id": made.invitation_id}
        self.link = link
        self._like(f"INTERVIEW#{INTERVIEW}", "WAITING", _id(INTERVIEW))
        decided = RITA.post(f"/v1/decision/interviews/{INTERVIEW}/decisions", decision("reject"))
        assert decided.status == 201, decided.body
        RITA.post(f"/v1/decision/interviews/{INTERVIEW}/release")
        self._like(f"INTERVIEW#{INTERVIEW}", "DECISION#", _id(INTERVIEW))
        spoken = report().answers[0].assessed.transcript.text  # type: ignore[union-attr]
        wish = {"kind": "correction", "answer_id": "a1", "heard": spoken[:12], "said": "我负责的是"}
        asked = link.post("requests", wish)
        assert asked.status == 201, asked.body
        [row] = self.deployment.rows(f"INTERVIEW#{INTERVIEW}", "REQUEST#")
        request_id = self.at["request_id"] = row["SK"].removeprefix("REQUEST#")
        where = f"/v1/decision/requests/{request_id}"
        assert RITA.post(f"{where}/assign", {"user_id": RITA.user_id}, read=RITA.get(where)).status == 200
        self._like(f"INTERVIEW#{INTERVIEW}", "REQUEST#", _id(request_id))
        need = {"asked": {"extra_time": 2.0}, "why": "手受伤"}
        told = self._as_candidate(link, "POST", "/v1/interview/accommodation", need)
        assert told.status in (200, 201), told.body
        self._like(f"INTERVIEW#{INTERVIEW}", "ACCOMMODATION", _id(INTERVIEW))
        called = call_panel(IVAN)
        assert called.status in (200, 201), called.body
        self._like(f"INTERVIEW#{INTERVIEW}", "SEAT#", _id(INTERVIEW))
        self._like(f"INTERVIEW#{INTERVIEW}", "PANEL", _id(INTERVIEW))

    def _reports(self) -> None:
        stage = Stage(self.deployment, interview_of(answers=1, interview_id=InterviewId("int_9")))
        stage.publish_plan()
        stage.assess("a1")
        context: Any = FakeContext()
        made = aggregate(stage.ref(1).model_dump(mode="json"), context)
        notify(make_report(propose(norm(made, context), context), context), context)
        self.at["reported"] = "int_9"

    def _hiring(self) -> None:
        draft = {
            "title": {"zh": "生产经理"},
            "department": "生产部",
            "headcount": 2,
            "budget_fen": 60_000_000,
            "reason": "new",
            "why": "二号线扩产。",
            "target_date": "2027-02-01",
        }
        for _ in range(SOME):
            made = self._send("POST", f"{RECRUITING}/requisitions", draft)
        self.at["requisition_id"] = str(made.body["requisition_id"])
        self._like(f"REQUISITION#{self.at['requisition_id']}", "LOG#", _own("SK"))
        template = f"{RECRUITING}/message-templates/invitation/zh"
        for number in range(SOME):
            read = ADA_AT_RECRUITING.get(template)
            words = read.body["current"]["template"]
            words["text"] = f"{words['text']}\n{number}"
            written = ADA_AT_RECRUITING.send("PUT", template, words, read=read)
            assert written.status == 200, written.body
        made = self._send("POST", f"{RECRUITING}/questions", question_draft())
        question_id = self.at["question_id"] = str(made.body["question"]["question_id"])
        self._like(f"QUESTION#{question_id}", "", _id(question_id))

    def _batches(self) -> None:
        position = self._send("POST", f"{RECRUITING}/positions", position_draft(department=DEPARTMENT))
        position_id = str(position.body["position_id"])
        applications = []
        for number in range(SOME):
            body = {"name": f"赵{number}", "email": f"zhao{number}@example.com"}
            made = self._send("POST", f"{RECRUITING}/positions/{position_id}/invitations", body)
            applications.append(made.body["application_id"])
        for _ in range(SOME):
            order = {"position_id": position_id, "application_ids": applications, "channel": "email"}
            batch = self._send("POST", f"{RECRUITING}/invitation-batches", order)
        work(self.deployment)
        self.at |= {"batch_id": str(batch.body["batch_id"]), "inviting": position_id}
        self.at["invited"] = str(made.body["invitation_id"])
        self.at["invited_application"] = str(made.body["application_id"])

    def _imports(self) -> None:
        for number in range(SOME):
            begun = self._send(
                "POST", f"{RECRUITING}/candidate-imports", {"filename": f"{number}.csv", "size_bytes": 9}
            )
        import_id = self.at["import_id"] = str(begun.body["import_id"])
        imports = ImportStore(self.table, self.deployment.platform.blind_index(ACME))
        known = (imports.skipped(import_id, SkippedRow(row=n, candidate_ids=(CANDIDATE,))) for n in range(SOME))
        self.table.transact(list(known))

    def _knowledge(self) -> None:
        content = base64.b64encode(as_csv(planted_history(150))).decode()
        file: dict[str, Any] = {"filename": "历史.csv", "content": content, "as_of": "2025-06-30"}
        digest = self._send("POST", f"{RECRUITING}/history/previews", file).body["digest"]
        history = self._send("POST", f"{RECRUITING}/history/imports", {**file, "digest": digest})
        analysis = self._send("POST", f"{RECRUITING}/requirements/analyses", {"job_titles": ["生产经理"]})
        self.at |= {"history_id": str(history.body["import_id"]), "analysis_id": str(analysis.body["analysis_id"])}
        self._like("", f"IMPORT#{self.at['history_id']}", _id(self.at["history_id"]))
        self._like("", f"ANALYSIS#{self.at['analysis_id']}", _id(self.at["analysis_id"]))

    def _fairness(self) -> None:
        desk = desk_of(self.deployment.platform, ACME)
        assessed(desk, PLANTED)
        check_position(POSITION, desk)
        self._like(f"BREAKER#{POSITION}", "BREAKER", _id(f"BREAKER#{POSITION}"), also=_own("GSI1SK"))
        self._like(f"BREAKER#{POSITION}", "HISTORY#", _own("SK"))
        self.at["breaker"] = POSITION

    def _rights(self) -> None:
        wish = {"held": "position", "subject_id": "pos_1", "reason_class": "audit", "reason": "劳动仲裁，依法保全。"}
        hold = self._send("POST", "/v1/tenancy/holds", wish).body["hold_id"]
        self._like("", f"HOLD#{hold}", _id(hold))
        gone = self._send("POST", f"{RECRUITING}/candidates", person(phones=["13900000009"])).body["candidate_id"]
        self._send("POST", f"/v1/tenancy/candidates/{gone}/erasure", None)
        self._like(f"RIGHTS#{gone}", "ERASURE", _id(gone))

    def _send(self, method: str, path: str, body: Any) -> Answer:
        handler = analysis_api if "/history/" in path or "/requirements/" in path else recruiting_api
        handler = tenancy_api if path.startswith("/v1/tenancy") else handler
        who = ADA if path.startswith("/v1/tenancy") else RITA
        claims = {"sub": who.user_id, "custom:tenant": "acme", "cognito:groups": f"[{who.role}]", "iat": "1899999999"}
        answer = call(handler, api_event(method, path, body, claims=claims))
        assert answer.status in (200, 201, 202), answer.body
        return answer

    def _as_candidate(self, link: Link, method: str, path: str, body: Any = None) -> Answer:
        headers = {"authorization": f"Bearer {link.token}"}
        return call(interview_api, api_event(method, path, body, headers=headers))

    def _like(self, pk_part: str, sk_part: str, change: "Change", also: "Change | None" = None) -> None:
        """Put rows like those of these keys beside them."""
        client = self.deployment.client("dynamodb")
        items = [item for page in client.get_paginator("scan").paginate(TableName=TABLE) for item in page["Items"]]
        found = [item for item in items if item["PK"]["S"].endswith(pk_part) and item["SK"]["S"].startswith(sk_part)]
        assert found, (pk_part, sk_part)
        for one in found:
            for number in range(SOME):
                made = change(one, number)
                client.put_item(TableName=TABLE, Item=also(made, number) if also else made)


Change = Any
"""Makes a row from another one and a number."""


def _id(known: str) -> Change:
    """Under another id, wherever the row says it."""

    def changed(item: dict[str, Any], number: int) -> dict[str, Any]:
        return {name: _replaced(value, known, f"{known}x{number}") for name, value in item.items()}

    return changed


def _own(key: str) -> Change:
    """With the same content, at a place of its own in the list."""

    def changed(item: dict[str, Any], number: int) -> dict[str, Any]:
        return {**item, key: {"S": f"{item[key]['S']}x{number}"}}

    return changed


def _replaced(value: Any, known: str, other: str) -> Any:
    return {kind: plain.replace(known, other) if isinstance(plain, str) else plain for kind, plain in value.items()}


class _AtRecruiting(Person):
    """A member of staff at the recruiting routes."""

    def send(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        read = more.get("read")
        claims = {"sub": self.user_id, "custom:tenant": "acme", "cognito:groups": f"[{self.role}]", "iat": "1899999999"}
        headers = {"if-match": read.headers["etag"]} if read is not None else {}
        return call(recruiting_api, api_event(method, path, body, headers=headers, claims=claims))


ADA_AT_RECRUITING = _AtRecruiting(ADA.user_id, ADA.role)
