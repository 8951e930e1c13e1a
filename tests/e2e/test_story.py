"""One hire through the HTTP API alone, on the whole template: real models, real files, a real outbox."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BOLE = [sys.executable, "-m", "local.cli"]
LIMIT = 1200
pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Told:
    """The story as it was told, and the home in which its cloud still runs."""

    home: Path
    exit_code: int
    said: str

    @property
    def story(self) -> dict[str, Any]:
        story: dict[str, Any] = json.loads((self.home / "demo/story.json").read_text("utf-8"))
        return story

    def bole(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*BOLE, *arguments, "--home", str(self.home)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=False)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    home = tmp_path_factory.mktemp("story")
    here = ["--home", str(home)]
    try:
        done = subprocess.run(
            [*BOLE, "story", *here],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LIMIT,
            check=False,
        )
        yield Told(home, done.returncode, done.stdout)
    finally:
        subprocess.run([*BOLE, "down", *here], cwd=ROOT, check=True, timeout=300)


def test_it_is_told_to_the_end(told: Told) -> None:
    assert told.exit_code == 0, told.said


def test_history_gives_the_patterns_that_are_in_it(told: Told) -> None:
    found = {(each["competency"], each["outcome"]): each for each in told.story["analysis"]["findings"]}
    stress = found["stress_tolerance", "promoted"]
    logic = found["logical_thinking", "target_reached"]
    assert (stress["cut"], round(stress["share_above"], 1), round(stress["difference"]["value"], 2)) == (75, 0.8, 0.15)
    assert (logic["cut"], round(logic["difference"]["value"], 2)) == (85, 0.22)


def test_ten_questions_were_drafted_and_reviewed(told: Told) -> None:
    assert len(set(told.story["questions"])) == 10


def test_every_invitation_is_in_the_outbox(told: Told) -> None:
    assert told.story["batch"]["counts"]["sent"] == 3


def test_three_reports_were_made(told: Told) -> None:
    reports = told.story["reports"]
    assert [report["answers_assessed"] for report in reports] == [3, 2, 1]


def test_an_interviewer_is_blind_before_the_own_rating_is_in(told: Told) -> None:
    assert told.story["blind_status"] == 403


def test_the_interviewers_agreement_is_shown_beside_the_machine(told: Told) -> None:
    agreement = told.story["agreement"]
    assert len(agreement["raters"]) == 2
    assert {each["spread"] for each in agreement["competencies"]} == {0}


def test_people_decided_and_the_candidate_reads_why(told: Told) -> None:
    assert [decision["outcome"] for decision in told.story["decisions"]] == ["advance", "advance", "reject"]
    assert told.story["result"]["outcome"] == "advance"
    assert told.story["result"]["feedback"]["scores"]


def test_the_audit_table_counts_without_showing_anybody(told: Told) -> None:
    assert "林一" not in json.dumps(told.story["audit"], ensure_ascii=False)


def test_the_erasure_has_its_certificate_and_leaves_nothing_to_read(told: Told) -> None:
    assert told.story["certificate"]
    assert set(told.story["forgotten"].values()) <= {401, 403, 404, 410}


def test_the_audit_log_still_verifies(told: Told) -> None:
    verified = told.bole("audit", "verify", "--tenant", told.story["tenant_id"])
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_the_hire_is_in_the_books(told: Told) -> None:
    hire = told.story["hire"]
    slip = hire["slip"]["slip"]
    parts = ("net_fen", "insurance_fen", "fund_fen", "tax_fen", "other_fen")
    assert slip["gross_fen"] == sum(slip[part] for part in parts)
    assert {each["record"]["kind"]: each["record"]["state"] for each in hire["vouchers"]} == {
        "accrual": "posted",
        "employer_share": "posted",
        "payment": "posted",
    }


def test_a_voucher_leads_back_to_the_report(told: Told) -> None:
    [chain] = told.story["hire"]["trace"]["chains"]
    kinds = [step["kind"] for step in chain["steps"]]
    assert kinds[0] == "slip"
    assert {"terms", "offer", "decision", "report"} <= set(kinds)
