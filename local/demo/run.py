"""The demo from the first command to the report, and from there to a posted voucher."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from local.demo import candidate, recruiter, result
from local.demo.api import Api
from local.demo.progress import InterviewProgress, watch
from local.demo.sample import SampleInterview
from local.deploy import Said
from local.hire.run import Hire, hire
from local.home import Home
from local.machine import Machine
from local.story.deciding import call_panel, decide, rate
from local.story.opening import found_company
from shared.kernel.errors import Unavailable


@dataclass(frozen=True)
class DemoOutcome:
    """What came out. ``seconds`` says how long each stage took."""

    progress: InterviewProgress
    report: result.Report | None
    page: Path | None
    hire: Hire | None
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def failures(self) -> list[str]:
        """The answers that were not assessed, and why, in words."""
        return [
            f"{answer.name}: {answer.reason or answer.status}"
            for answer in self.progress.answers
            if answer.status != "assessed"
        ]


def run_demo(
    machine: Machine, home: Home, sample: SampleInterview, console: Console, said: Said, limit: float
) -> DemoOutcome:
    """Hold the sample interview on ``machine`` and wait for its report.

    Raises the kernel's errors when the interview could not be held or was not over within ``limit`` seconds.
    """
    clock: dict[str, float] = {}
    with _timed(clock, "invite"):
        said("Creating the tenant and its people, the position and the invitation")
        company = found_company(machine, f"demo-{secrets.token_hex(4)}")
        staff = company.recruiter.api
        invitation = recruiter.invite(staff, recruiter.open_required_position(company, sample))
    with _timed(clock, "upload"):
        said("The candidate agrees, and uploads three answers")
        person = Api(machine.api, invitation.token)
        answer_ids = candidate.open_session(person)
        if len(answer_ids) != len(sample.answers):
            raise Unavailable(
                f"The session asks {len(answer_ids)} questions instead of {len(sample.answers)}.", "This is a defect."
            )
        for answer_id, answer in zip(answer_ids, sample.answers, strict=True):
            candidate.complete(person, candidate.send(person, answer_id, answer.recording))
    names = {answer_id: answer.name for answer_id, answer in zip(answer_ids, sample.answers, strict=True)}
    with _timed(clock, "assess"):
        progress = watch(staff, invitation.interview_id, names, console, limit)
    if not progress.reported:
        return DemoOutcome(progress, None, None, None, clock)
    with _timed(clock, "fetch the report"):
        report = result.fetch(staff, invitation.interview_id)
        path = result.keep(home.demo, report, sample, answer_ids)
    with _timed(clock, "decide"):
        said("Two people rate, blind to each other and to the machine, and decide")
        interviewee = recruiter.interviewee(invitation, person)
        call_panel(company, interviewee)
        rate(company, interviewee, (4, 4))
        decide(company, interviewee, "advance", "meets_standard")
    with _timed(clock, "hire to voucher"):
        hired = hire(machine, company, interviewee.application_id, home.demo, said)
    return DemoOutcome(progress, report, path, hired, clock)


@contextmanager
def _timed(clock: dict[str, float], name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    clock[name] = time.monotonic() - began
