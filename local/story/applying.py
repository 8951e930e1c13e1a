"""The middle chapters: candidates come in by a file, are invited in one batch, and hold their interviews."""

import time
from dataclasses import dataclass
from typing import Any

import httpx

from local.demo import candidate
from local.demo.api import Api
from local.demo.sample import SampleInterview
from local.machine import Machine
from local.outbox import letters
from shared.kernel.errors import Unavailable

PEOPLE = (
    ("林一", "13800138001", "lin.yi@example.com", "1990-05-01", "苏州大学"),
    ("陈晨", "13800138002", "chen.chen@example.com", "1988-11-12", "东南大学"),
    ("王芳", "13800138003", "wang.fang@example.com", "1992-02-03", "江南大学"),
)
"""Invented; the file is in GBK, as spreadsheets in China still save it."""
LIMIT = 120.0


@dataclass(frozen=True)
class Interviewee:
    """A candidate with an interview: the link they got opens it."""

    candidate_id: str
    application_id: str
    interview_id: str
    invitation_id: str
    api: Api


def import_candidates(recruiter: Api, position: str) -> list[dict[str, Any]]:
    """Import the people from a file, as applications for the position; return these."""
    lines = ["姓名,手机,邮箱,出生日期,学校", *(",".join(person) for person in PEOPLE)]
    table = "\r\n".join(lines).encode("gbk")
    file = recruiter.post("/v1/recruiting/candidate-imports", {"filename": "候选人.csv", "size_bytes": len(table)})
    put = httpx.put(file["url"], content=table, headers={"content-type": file["content_type"]}, trust_env=False)
    put.raise_for_status()
    path = f"/v1/recruiting/candidate-imports/{file['import_id']}"
    preview = recruiter.post(f"{path}/preview", {})
    recruiter.post(f"{path}/start", {"digest": preview["digest"], "position_id": position})
    awaited("the import", lambda: recruiter.get(path)["state"] == "done")
    listed = recruiter.get(f"/v1/recruiting/applications?position_id={position}")["items"]
    return sorted(listed, key=lambda application: str(application["application_id"]))


def awaited(what: str, there: Any, limit: float = LIMIT) -> None:
    """Wait until ``there()`` is true. Raises ``Unavailable`` after ``limit`` seconds."""
    until = time.monotonic() + limit
    while not there():
        if time.monotonic() > until:
            raise Unavailable(f"After {limit:.0f} s {what} is not done.", "The logs of the local cloud say more.")
        time.sleep(0.5)


def invite_all(recruiter: Api, position: str, applications: list[dict[str, Any]]) -> dict[str, Any]:
    """Invite every application in one batch by mail; return the batch when it is over."""
    order = {
        "position_id": position,
        "application_ids": [application["application_id"] for application in applications],
        "channel": "email",
        "valid_days": 7,
    }
    path = f"/v1/recruiting/invitation-batches/{recruiter.post('/v1/recruiting/invitation-batches', order)['batch_id']}"
    awaited("the batch of invitations", lambda: recruiter.get(path)["state"] == "done")
    batch: dict[str, Any] = recruiter.get(path)
    return batch


def token_in(letter: dict[str, Any]) -> str:
    """Return the token of the link in a letter: what stands behind the #."""
    link = next(word for word in str(letter["BodyText"]).split() if "#" in word and word.startswith("https://"))
    return link.partition("#")[2]


def interviewees(machine: Machine, recruiter: Api, applications: list[dict[str, Any]]) -> list[Interviewee]:
    """Return who was invited, each with the token that their letter brought."""
    sent = letters(machine.cloud.endpoint)
    people = []
    for application in applications:
        listed = recruiter.get(f"/v1/recruiting/invitations?application_id={application['application_id']}")
        invitation = listed["items"][0]["invitation"]
        profile = recruiter.get(f"/v1/recruiting/candidates/{application['candidate_id']}")["profile"]
        letter = next(each for each in reversed(sent) if profile["emails"][0] in str(each["To"]))
        people.append(
            Interviewee(
                str(application["candidate_id"]),
                str(application["application_id"]),
                str(invitation["interview_id"]),
                str(invitation["invitation_id"]),
                Api(machine.api, token_in(letter)),
            )
        )
    return people


def hold_interview(person: Interviewee, sample: SampleInterview, answers: int) -> None:
    """Agree, say who one is if one likes, answer the first questions with recordings, and hand the interview in."""
    person.api.post("/v1/interview/self-identification", {"sex": "female"})
    answer_ids = candidate.open_session(person.api)
    for answer_id, answer in zip(answer_ids, sample.answers[:answers], strict=False):
        person.api.post(f"/v1/interview/answers/{answer_id}/show")
        person.api.post(f"/v1/interview/answers/{answer_id}/start")
        candidate.complete(person.api, candidate.send(person.api, answer_id, answer.recording))
    person.api.post("/v1/interview/session/complete", {"without_the_rest": True})
