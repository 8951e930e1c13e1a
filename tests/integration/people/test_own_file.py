"""An employee reads all that is kept of them; and their file outlives the application that it came from."""

import json
from typing import Any

import pytest

from functions.people.on_offer_accepted import handler as on_offer_accepted
from shared.kernel.documents import DocumentRef
from shared.platform.keys import Shredded
from tests.builders.aws import BUCKET, Deployment
from tests.builders.lambda_context import FakeContext
from tests.builders.people import EMPLOYEE, accepted, ask, assessed, consent, settle, told
from tests.builders.recruiting import ACME
from tests.builders.rights import NAME, Somebody, erase, somebody, versioned

ONE = f"/v1/people/employees/{EMPLOYEE}"
ACCESS = f"{ONE}/access"
SCORES: Any = {"teamwork": (41.0, 33.0, 50.0), "execution": (95.0, 90.0, 99.0)}


def lived(deployment: Deployment) -> None:
    """An employee of whom there is something of everything."""
    assessed(deployment, SCORES, agree=("competency_scores", "requirement_analysis"), start_date="2025-12-01")
    ask("POST", f"{ONE}/development", role="tenant_admin", user="ada")
    goal = {"state": "accepted", "note": "先带一个三人小组"}
    assert (
        ask("PUT", f"{ONE}/development/goals/lead_a_project", goal, role="tenant_admin", match="1", user="ada").status
        == 200
    )
    review = {"since": "2026-01-01", "until": "2026-11-20", "rating": "A", "note": "带队平稳", "reviewer": "bob"}
    assert ask("POST", f"{ONE}/reviews", review, role="tenant_admin", match="4", user="ada").status == 201
    raised = {"effective_from": "2026-12-01", "reason": "promotion", "note": "通过晋升答辩", "grade": "P7"}
    assert ask("POST", f"{ONE}/terms", raised, match="5", user="ada").status == 201


def erased_after_hiring(deployment: Deployment) -> Somebody:
    versioned(deployment)
    whose = somebody(deployment)
    papers = {"letter": b"%PDF-1.7 letter", "acceptance": b"{}"}
    bucket = deployment.platform.bucket(ACME)
    kept = {
        name: bucket.put_bytes(f"offers/acme/off_1/{name}.pdf", body, "application/pdf")
        for name, body in papers.items()
    }
    offer = accepted(whose.candidate_id, **{name: where.model_dump() for name, where in kept.items()})
    assert on_offer_accepted(told(offer, deployment), FakeContext()) == {"opened": True}
    assert ask("GET", ONE).body["application_erased"] is False
    assert whose.browser.tell("rights/erasure", {"confirmed": True}).status == 202
    assert erase(whose)["state"] == "certified"
    for key in deployment.objects("offers/"):
        deployment.client("s3").delete_object(Bucket=BUCKET, Key=key)
    return whose


def test_the_own_file_holds_everything_in_words(deployment: Deployment) -> None:
    lived(deployment)
    own = ask("GET", ACCESS)
    assert own.status == 200
    assert own.body["person"]["name"] == "王小明"
    assert own.body["terms"][1]["note"] == "通过晋升答辩"
    assert own.body["development"]["goals"][0]["note"] == "先带一个三人小组"
    assert own.body["outcomes"]["reviews"][0]["note"] == "带队平稳"
    assert own.body["outcomes"]["promotions"][0]["grade"] == "P7"
    assert len(own.body["onboarding"]["tasks"]) == 9
    assert own.body["analysed"]["number"].startswith("P")
    assert own.body["analysed"]["facts"]["scores"] == {"teamwork": 41, "execution": 95}
    assert {each["source"] for each in own.body["kept"]} >= {"劳动合同法 art. 50"}


def test_staff_stand_in_it_under_the_same_pseudonym_throughout(deployment: Deployment) -> None:
    lived(deployment)
    text = json.dumps(ask("GET", ACCESS).body, ensure_ascii=False)
    assert '"ada"' not in text
    assert '"bob"' not in text
    own = ask("GET", ACCESS).body
    assert own["terms"][1]["decided_by"] == own["outcomes"]["reviews"][0]["recorded_by"]
    assert own["outcomes"]["reviews"][0]["reviewer"] != own["outcomes"]["reviews"][0]["recorded_by"]


def test_the_number_in_it_is_the_one_in_the_table_of_outcomes(deployment: Deployment) -> None:
    lived(deployment)
    number = ask("GET", ACCESS).body["analysed"]["number"]
    table = ask("GET", "/v1/people/outcomes/history", role="tenant_admin").body
    assert table.splitlines()[1].startswith(f"{number},")


def test_who_took_the_consent_back_reads_that_nothing_is_analysed(deployment: Deployment) -> None:
    lived(deployment)
    assert consent("requirement_analysis", "refused", 6).status == 200
    assert ask("GET", ACCESS).body["analysed"] is None


def test_the_own_file_is_handed_over_by_who_manages_employees_and_recorded(deployment: Deployment) -> None:
    lived(deployment)
    for role in ("recruiter", "auditor"):
        assert ask("GET", ACCESS, role=role).status == 403
    ask("GET", ACCESS)
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    read = [each for each in entries if each["detail"].get("change") == "access_export"]
    assert [(each["action"], each["subject"]) for each in read] == [("read_employee", EMPLOYEE)]


def test_after_the_candidate_was_erased_the_file_opens_and_says_so(deployment: Deployment) -> None:
    whose = erased_after_hiring(deployment)
    file = ask("GET", ONE).body
    assert file["person"]["name"] == NAME
    assert file["application_erased"] is True
    assert ask("GET", ACCESS).body["application_erased"] is True
    with pytest.raises(Shredded):
        deployment.platform.sealer(ACME).seal(whose.candidate_id, b"again")


def test_after_the_offer_was_erased_what_was_agreed_and_signed_is_still_in_the_file(deployment: Deployment) -> None:
    erased_after_hiring(deployment)
    bucket = deployment.platform.bucket(ACME)
    documents = {each["kind"]: each["document"] for each in ask("GET", ONE).body["employee"]["documents"]}
    assert {kind: len(bucket.get_bytes(DocumentRef.model_validate(ref))) > 0 for kind, ref in documents.items()} == {
        "accepted_offer": True,
        "offer_letter": True,
        "acceptance": True,
    }
    assert bucket.get_bytes(DocumentRef.model_validate(documents["offer_letter"])) == b"%PDF-1.7 letter"


def test_after_the_candidate_was_erased_the_employment_goes_on(deployment: Deployment) -> None:
    erased_after_hiring(deployment)
    assert settle("identity_document").status == 200
    assert ask("POST", f"{ONE}/start", {}, match="1").body["status"] == "active"
    corrected = {"staff_number": "A001", "person": {"name": "欧阳若兰", "phones": ["13900139000"]}}
    assert ask("PUT", ONE, corrected, match="2").status == 200
    assert ask("GET", ONE).body["person"]["phones"] == ["13900139000"]


@pytest.mark.parametrize(("agree", "kept"), [((), False), (("competency_scores",), True)])
def test_scores_of_an_erased_application_are_seen_only_for_what_was_agreed_to(
    deployment: Deployment, agree: tuple[str, ...], kept: bool
) -> None:
    assessed(deployment, SCORES, agree=agree)
    candidate = ask("GET", ONE).body["employee"]["candidate_id"]
    table = deployment.platform.table(ACME)
    table.put({"PK": table.pk(f"ERASED#{candidate}"), "SK": "ERASED", "erasure_id": "era_1"})
    file = ask("GET", ONE).body["employee"]
    assert (file["assessment"] is not None) == kept
    assert "report" not in {each["kind"] for each in file["documents"]}
