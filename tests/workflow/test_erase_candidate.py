"""``erase_candidate`` and ``export_candidate`` as synthesized, with the real handlers."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from moto import mock_aws

from shared.kernel.errors import Unavailable
from shared.platform import bootstrap
from shared.tenancy.rights.errors import Overtaken
from tests.builders.aws import BUCKET, BUS, DATA_KEY, KEY_TABLE, TABLE, deployed
from tests.builders.rights import WORDS, Somebody, everything, somebody, steps, versioned
from tests.builders.rights_stack import rights_template
from tests.workflow.machines import REGION, Handlers, Machine, Template, definition_of, deploy, handlers_of

TWICE = ("Offer", "Recruiting", "Interview", "Assessment", "Decision", "Archives")


@dataclass(frozen=True)
class Rights:
    """The two machines, the handlers behind them, and somebody whose rights they are."""

    erase: Machine
    export: Machine
    handlers: Handlers
    whose: Somebody


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return rights_template(tmp_path_factory.mktemp("rights"))


@pytest.fixture
def rights(template: Template, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Rights]:
    for name in [name for name in os.environ if name.startswith(("BOLE_", "AWS_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": REGION,
        "POWERTOOLS_TRACE_DISABLED": "1",
        "POWERTOOLS_METRICS_NAMESPACE": "bole",
        "BOLE_STAGE": "dev",
        "BOLE_TABLE": TABLE,
        "BOLE_MEDIA_BUCKET": BUCKET,
        "BOLE_BUS": BUS,
        "BOLE_KEY_TABLE": KEY_TABLE,
        "BOLE_DATA_KEY": DATA_KEY,
        "BOLE_LATECOMERS_SECONDS": "0",
    }.items():
        monkeypatch.setenv(name, value)
    settings: Any = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}
    with mock_aws(config=settings), deployed() as deployment:
        versioned(deployment)
        whose = somebody(deployment, jurisdiction=getattr(request, "param", "cn"))
        handlers = Handlers(handlers_of(template))
        handlers.install(monkeypatch.setattr)
        machines = {
            name: deploy(name, definition_of(template, f"Rights{name}", {}))
            for name in ("EraseCandidate", "ExportCandidate")
        }
        yield Rights(machines["EraseCandidate"], machines["ExportCandidate"], handlers, whose)
        bootstrap.use(None)


def asked(rights: Rights) -> dict[str, Any]:
    answer = rights.whose.browser.tell("rights/erasure", {"confirmed": True})
    assert answer.status == 202, answer.body
    return steps(rights.whose, answer.body["erasure_id"])


def test_everything_is_erased_looked_for_again_and_certified(rights: Rights) -> None:
    run = rights.erase.run(asked(rights), limit_s=90)
    assert run.status == "SUCCEEDED", run.error
    assert {*TWICE, *(f"{name}Again" for name in TWICE)} <= set(run.visited)
    assert run.visited.index("DestroyKey") > run.visited.index("Decision")
    for suffix in ("", "Again"):
        first, second = (run.visited.index(f"{stage}{suffix}") for stage in ("Offer", "Recruiting"))
        assert first < second, "what offers hold is given back while the application is there"
    assert run.visited[-2:] == ["Certify", "Certified"]
    found = everything(rights.whose.deployment)
    assert [word for word in WORDS if word in found] == []


def test_a_busy_neighbour_and_a_lost_race_are_tried_again(rights: Rights) -> None:
    rights.handlers.failing["interview.erase"] = [Unavailable("busy", "later")]
    rights.handlers.failing["tenancy.certify_erasure"] = [Overtaken()]
    run = rights.erase.run(asked(rights), limit_s=90)
    assert run.status == "SUCCEEDED", run.error
    assert rights.handlers.calls.count("interview.erase") == 3
    assert rights.handlers.calls.count("tenancy.certify_erasure") == 2


def test_an_execution_that_broke_is_started_anew_and_comes_to_its_end(rights: Rights) -> None:
    order = asked(rights)
    rights.handlers.failing["decision.erase"] = [RuntimeError("a defect")]
    assert rights.erase.run(order, limit_s=90).status == "FAILED"
    assert rights.erase.run(order, limit_s=90).status == "SUCCEEDED"
    assert [word for word in WORDS if word in everything(rights.whose.deployment)] == []


@pytest.mark.parametrize("rights", ["us"], indirect=True)
def test_what_the_law_keeps_is_not_begun(rights: Rights) -> None:
    run = rights.erase.run(asked(rights), limit_s=60)
    assert (run.status, run.visited[-1]) == ("SUCCEEDED", "KeptByLaw")
    assert rights.handlers.calls == ["tenancy.erase"]


def test_an_archive_is_made_of_the_parts_of_all_stages(rights: Rights) -> None:
    answer = rights.whose.browser.tell("rights/exports")
    order = {
        "tenant_id": rights.whose.tenant,
        "candidate_id": rights.whose.candidate_id,
        "export_id": answer.body["export_id"],
    }
    run = rights.export.run(order, limit_s=90)
    assert run.status == "SUCCEEDED", run.error
    bootstrap.use(None)  # the API is a process of its own
    shown = rights.whose.browser.ask(f"rights/exports/{answer.body['export_id']}").body
    assert shown["export"]["state"] == "ready"
    assert shown["files"][0]["name"].endswith(".zip")
