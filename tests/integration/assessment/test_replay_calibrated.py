"""Answers that were judged by a tenant's calibrated weights come out as they were, also once these hold no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.calibrated_weights import in_folder, in_stores
from local.replaying import replay_folder, replay_interview
from local.stores import Stores
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.keys import weights_key
from shared.assessment.local_judge import Weights
from shared.assessment.replay_interview import Replayed
from shared.assessment.replay_judges import ReplayJudges, WeightsOf
from shared.assessment.service import calibrate
from shared.assessment.service.judging import tenant_weights
from shared.assessment.service.kept_weights import kept_weights
from shared.assessment.service.scope import Scope, scope_of
from shared.kernel.errors import NotFound
from shared.kernel.ids import TenantId
from shared.platform import judges
from tests.builders.assessment import ACME
from tests.builders.aws import Deployment
from tests.builders.calibrations import kept_proposal
from tests.builders.rated import written
from tests.builders.stored import SteadyEmbedder, machine_in_memory


@pytest.fixture(autouse=True)
def _light_embedder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(judges, "open_embedder", SteadyEmbedder)
    yield
    judges.forget()


@pytest.fixture
def scope(deployment: Deployment) -> Scope:
    return scope_of(deployment.platform, ACME)


@pytest.fixture
def finder(deployment: Deployment) -> WeightsOf:
    return in_stores(Stores(machine_in_memory(deployment)))


def replayed(scope: Scope, answer: AnswerAssessed, finder: WeightsOf) -> Replayed:
    return replay_interview(scope, answer.interview_id, ReplayJudges(SteadyEmbedder(), weights_of=finder))


def version_of(answer: AnswerAssessed) -> str:
    assert answer.receipt is not None
    return answer.receipt.weights_version.removeprefix("local ")


def as_it_was(done: Replayed) -> bool:
    return (done.answers, done.differences, done.not_replayed) == (1, (), ())


def test_weights_that_were_withdrawn_still_replay_what_was_judged_by_them(
    deployment: Deployment, scope: Scope, finder: WeightsOf
) -> None:
    kept_proposal(scope, competency="ownership")
    calibrate.accept(scope, "cal_1", by="eve")
    answer = written(deployment, "int_1")
    assert "+cal-" in version_of(answer)
    calibrate.withdraw(scope, "cal_1", by="eve")
    assert as_it_was(replayed(scope, answer, finder))


def test_every_combination_that_somebody_was_judged_by_is_kept(
    deployment: Deployment, scope: Scope, finder: WeightsOf
) -> None:
    kept_proposal(scope, competency="ownership")
    kept_proposal(scope, "cal_2", competency="teamwork", weights_after={"structure": 1.0})
    calibrate.accept(scope, "cal_1", by="eve")
    calibrate.accept(scope, "cal_2", by="eve")
    both = written(deployment, "int_1", names=("ownership", "teamwork"))
    calibrate.withdraw(scope, "cal_1", by="eve")
    # Nobody accepted these alone: what is left after a withdrawal is a combination of its own.
    one = written(deployment, "int_2", names=("ownership", "teamwork"))
    calibrate.withdraw(scope, "cal_2", by="eve")
    none = written(deployment, "int_3", names=("ownership", "teamwork"))
    assert len({version_of(answer) for answer in (both, one, none)}) == 3
    assert [as_it_was(replayed(scope, answer, finder)) for answer in (both, one, none)] == [True, True, True]


def test_a_version_is_written_once(scope: Scope) -> None:
    kept_proposal(scope, competency="ownership")
    calibrate.accept(scope, "cal_1", by="eve")
    chosen = tenant_weights(scope)
    key = weights_key(ACME, chosen.version)
    assert scope.documents.get_document(key, Weights) == chosen
    scope.documents.put_bytes(key, b"the first one stands", "text/plain")
    assert tenant_weights(scope) == chosen
    assert scope.documents.get_bytes(key) == b"the first one stands"


def test_documents_that_were_copied_are_replayed_with_the_weights_beside_them(
    deployment: Deployment, scope: Scope, tmp_path: Path
) -> None:
    kept_proposal(scope, competency="ownership")
    calibrate.accept(scope, "cal_1", by="eve")
    answer = written(deployment, "int_1")
    (tmp_path / "answer.json").write_text(answer.model_dump_json())

    def done() -> Replayed:
        found = ReplayJudges(SteadyEmbedder(), weights_of=in_folder(tmp_path))
        return replay_folder(tmp_path, found, lambda _name: None)

    [without] = done().not_replayed
    assert "settings/<tenant>/calibrations/" in without.why
    copied = tmp_path / weights_key(ACME, version_of(answer))
    copied.parent.mkdir(parents=True)
    copied.write_text("[]")
    [broken] = done().not_replayed
    assert "holds no weights" in broken.why
    copied.write_text(kept_weights(scope.documents, ACME, version_of(answer)).model_dump_json())
    assert as_it_was(done())


@pytest.mark.parametrize("version", ["2026-11.2", "../../rival/calibrations/2026-11.2+cal-00", "2026-11.2+cal-ff"])
def test_what_names_no_kept_weights_is_not_found(scope: Scope, version: str) -> None:
    with pytest.raises(NotFound):
        kept_weights(scope.documents, TenantId(scope.tenant_id), version)
