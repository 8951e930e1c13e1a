"""The first chapters: a tenant with its people, what history says the job needs, the position and its questions."""

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.demo.api import Api
from local.demo.sample import SampleInterview
from local.home import CHECKOUT
from local.machine import Machine
from local.story.people import Member, invite_member, new_address, order, sign_in

HISTORY = CHECKOUT / "samples" / "history.csv"
JOB, DEPARTMENT = "生产经理", "生产部"
JD = """岗位职责:
1. 负责两条总装产线的月度生产排程与人员调配,确保按期交付;
2. 组织每日班前会,处理设备停机、缺料等现场异常,并在八小时内闭环;
3. 推动质量改善,用 SAP 跟踪不良率,与质量部、采购部和供应商协同;
4. 带领 60 人的班组,培养班组长,落实安全生产责任制。
任职要求:
本科及以上学历,五年以上制造业管理经验;熟悉 SAP、精益生产与 5S;抗压能力强,逻辑清晰,善于沟通。
"""


@dataclass(frozen=True)
class Company:
    """A tenant and the people of it who act."""

    tenant_id: str
    admin: Api
    recruiter: Member
    manager: Member
    interviewers: tuple[Member, Member]
    auditor: Member
    payroll: Member
    finance: Member


def found_company(machine: Machine, tenant_id: str) -> Company:
    """Have an operator create a tenant with its first administrator, who invites everybody else."""
    order(machine, "CreateTenant", {"tenant_id": tenant_id, "company": "伯乐精工 Bole Works", "jurisdiction": "cn"})
    limits = {"seats": 20, "interviews_per_month": 500, "concurrent_interviews": 50}
    order(machine, "ManageTenant", {"operation": "limits", "tenant_id": tenant_id, "by": "story", "limits": limits})
    email = new_address("admin")
    invitation = {"operation": "invite_administrator", "tenant_id": tenant_id, "by": "story"}
    order(machine, "ManageTenant", invitation | {"email": email, "name": "赵敏"})
    admin = sign_in(machine, email)
    return Company(
        tenant_id,
        admin,
        recruiter=invite_member(machine, admin, "recruiter", "钱薇"),
        manager=invite_member(machine, admin, "manager", "周建国", DEPARTMENT),
        interviewers=(
            invite_member(machine, admin, "interviewer", "孙立"),
            invite_member(machine, admin, "interviewer", "李娜"),
        ),
        auditor=invite_member(machine, admin, "auditor", "吴静"),
        payroll=invite_member(machine, admin, "payroll", "郑洁"),
        finance=invite_member(machine, admin, "finance", "王磊"),
    )


def analyse_history(recruiter: Api, history: Path = HISTORY) -> dict[str, Any]:
    """Preview the company's hiring history, import what was previewed, and analyse it."""
    content = base64.b64encode(history.read_bytes()).decode()
    table = {"filename": history.name, "content": content, "as_of": "2025-06-30"}
    preview = recruiter.post("/v1/recruiting/history/previews", table)
    recruiter.post("/v1/recruiting/history/imports", table | {"digest": preview["digest"]})
    analysis: dict[str, Any] = recruiter.post("/v1/recruiting/requirements/analyses", {"job_titles": [JOB]})
    return analysis


def approve_requisition(company: Company, title: dict[str, str] | None = None) -> str:
    """Let the department ask for people, and the administrator approve it; return the requisition's id."""
    asked = company.manager.api.post(
        "/v1/recruiting/requisitions",
        {
            "title": title or {"zh": JOB, "en": "Production manager"},
            "department": DEPARTMENT,
            "headcount": 2,
            "budget_fen": 60_000_000,
            "reason": "new",
            "why": "二期产线投产,需要两名生产经理。",
        },
    )
    path = f"/v1/recruiting/requisitions/{asked['requisition_id']}"
    asked = company.manager.api.post(f"{path}/submit", version=asked["revision"])
    company.admin.post(f"{path}/approve", {"note": "同意"}, version=asked["revision"])
    return str(asked["requisition_id"])


def publish_flow(recruiter: Api) -> dict[str, Any]:
    """Take the standard flow, publish it, and return its id and version."""
    templates = recruiter.get("/v1/recruiting/flows/templates")["items"]
    draft = next(each["draft"] for each in templates if each["name"] == "standard")
    head = recruiter.post("/v1/recruiting/flows", draft)["head"]
    path = f"/v1/recruiting/flows/{head['flow_id']}/publish"
    published = recruiter.post(path, {"version": 1}, version=head["revision"])["head"]
    return {"flow_id": published["flow_id"], "version": published["published"]}


def open_position(company: Company, analysis_id: str) -> str:
    """Open the position of the requisition, make the analysis its standard, and return its id."""
    recruiter, requisition = company.recruiter.api, approve_requisition(company)
    opening = {
        "title": {"zh": JOB, "en": "Production manager"},
        "location": "苏州",
        "jd": JD,
        "competencies": [
            {"name": name} for name in ("stress_tolerance", "logical_thinking", "communication", "problem_solving")
        ],
        "cut": 60,
        "flow": publish_flow(recruiter),
        "contact": company.recruiter.email,
    }
    opened = recruiter.post(f"/v1/recruiting/requisitions/{requisition}/positions", {"heads": 2, "position": opening})
    position = str(opened["position_id"])
    read = recruiter.get(f"/v1/recruiting/positions/{position}")
    recruiter.post(
        f"/v1/recruiting/positions/{position}/standard", {"analysis_id": analysis_id}, version=read["revision"]
    )
    return position


def choose_questions(recruiter: Api, position: str, sample: SampleInterview) -> list[str]:
    """Draft ten questions from the JD, review each, and ask the sample's own besides; return the ids of the ten."""
    drafted = recruiter.post("/v1/recruiting/question-drafts", {"position_id": position, "count": 10})
    ten = [_reviewed(recruiter, each["question_id"]) for each in drafted["questions"]]
    own = []
    for question in sample.position()["questions"]:
        written = recruiter.post(
            "/v1/recruiting/questions",
            {
                "text": question["text"],
                "competencies": question["competencies"],
                "type": "behavioural",
                "thinking_seconds": 10,
                "retakes": 1,
            },
        )
        own.append(_reviewed(recruiter, written["question"]["question_id"]))
    read = recruiter.get(f"/v1/recruiting/positions/{position}")
    path = f"/v1/recruiting/positions/{position}/questions"
    recruiter.put(path, {"question_ids": [*own, *ten]}, version=read["revision"])
    return ten


def _reviewed(recruiter: Api, question_id: str) -> str:
    read = recruiter.get(f"/v1/recruiting/questions/{question_id}")["question"]
    recruiter.post(f"/v1/recruiting/questions/{question_id}/review", {}, version=read["revision"])
    return question_id
