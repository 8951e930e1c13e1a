"""The judge by which a stored answer was judged, put together again from what its receipt names."""

import re
from collections.abc import Callable

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.fusion import FusedJudge
from shared.assessment.fusion_rules import fusion_rules
from shared.assessment.judging import JudgeCase, Making, Verdict
from shared.assessment.llm.errors import REMEDIES, ModelUnavailable, Why
from shared.assessment.llm.prompt import prompt_hash
from shared.assessment.llm.sampling import BAND, Agreed
from shared.assessment.llm.trust import trust
from shared.assessment.local_judge import LocalJudge, Weights, weights
from shared.assessment.model.score import CompetencyScore, Judgement
from shared.assessment.ports import Embedder, Judge
from shared.assessment.replay import NotReplayable
from shared.kernel.errors import NotFound

LOCAL = re.compile(r"local (\S+)")
LLM = re.compile(r"llm (.+) prompt (\S+)")
FUSED = re.compile(r"fused (\S+) \((.+?); (llm .+)\)")
FELL_BACK = "fell_back: "
OLDER = "Replay it with the version of Bole that wrote it."


WeightsOf = Callable[[AnswerAssessed, str], Weights]
"""Finds the weights of a version for an answer. Raises ``NotFound``."""


def in_the_tree(_stored: AnswerAssessed, version: str) -> Weights:
    """Return the weights that come with the system. Raises ``NotFound``."""
    return weights(version)


class ReplayJudges:
    """Gives each answer its judge.

    ``llm_weight`` is the deployment's share of the language model (0–1); ``weights_of`` finds weights, also those that
    a tenant has calibrated, where the caller can reach them.
    """

    def __init__(self, embedder: Embedder, llm_weight: float = 0.5, weights_of: WeightsOf = in_the_tree) -> None:
        self._embedder = embedder
        self._llm_weight = llm_weight
        self._weights_of = weights_of

    def judge_of(self, stored: AnswerAssessed) -> Judge:
        """Return the judge that the receipt names; its language model, if any, says again what is stored.

        Raises ``NotReplayable`` where there is no receipt, or this tree lacks its weights, rules or prompt.
        """
        if stored.receipt is None or not stored.rubrics:
            raise NotReplayable("It has no receipt: it was made before scores had one.", OLDER)
        name = stored.receipt.weights_version
        if fused := FUSED.fullmatch(name):
            rules, local, llm = fused.groups()
            if rules != fusion_rules().version:
                raise NotReplayable(f"The fusion rules {rules} are not in this version of Bole any more.", OLDER)
            return FusedJudge(self._local(local, stored), self._recorded(llm, stored), self._llm_weight)
        if LLM.fullmatch(name):
            return self._recorded(name, stored)
        return self._local(name, stored)

    def _local(self, name: str, stored: AnswerAssessed) -> LocalJudge:
        named = LOCAL.fullmatch(name)
        try:
            return LocalJudge(self._embedder, self._weights_of(stored, named[1] if named else name))
        except NotFound as error:
            remedy = f"{OLDER} Calibrated weights lie in the bucket, under settings/<tenant>/calibrations/."
            raise NotReplayable(f"The weights {name!r} were not found.", remedy) from error

    def _recorded(self, name: str, stored: AnswerAssessed) -> "RecordedModel":
        model, prompt = LLM.fullmatch(name).groups()  # type: ignore[union-attr]
        try:
            return RecordedModel(name, model, prompt, prompt_hash(prompt), stored)
        except NotFound as error:
            raise NotReplayable(f"The prompt {prompt} is not in this version of Bole any more.", OLDER) from error


class RecordedModel:
    """Stands where the language model stood: repeats its stored judgements, and its silence."""

    def __init__(self, name: str, model: str, prompt: str, hashed: str, stored: AnswerAssessed) -> None:
        self.name = name
        self._making = Making(trust(), name, models={"llm": model}, prompts={prompt: hashed})
        self._model = model
        self._said = {
            score.competency: judgement
            for score in stored.scores
            for judgement in score.judgements
            if judgement.judge == name
        }

    @property
    def making(self) -> Making:
        """With what the model judged, for the receipt."""
        return self._making

    def judge(self, case: JudgeCase) -> Verdict:
        """Say again what is stored. Raises ``ModelUnavailable`` where the model gave no reply then."""
        said = [self._said.get(rubric.competency) for rubric in case.rubrics]
        silent = [judgement for judgement in said if judgement is not None and judgement.note.startswith(FELL_BACK)]
        if silent:
            raise ModelUnavailable(self._model, _why(silent[0]))
        pairs = zip(case.rubrics, said, strict=True)
        return Verdict(
            features=(),
            scores=tuple(self._score(rubric.competency, rubric.version, judgement) for rubric, judgement in pairs),
        )

    def _score(self, competency: str, rubric_version: str, said: Judgement | None) -> CompetencyScore:
        if said is None:
            # It was not asked about this one then, and is now: the difference will say so.
            said = Judgement(judge=self.name, score=None, level=None, confidence=0.0, not_scored="not_recorded")
        error = None
        if said.score is not None:
            found = Agreed(level=said.score / BAND + 0.5, spread=said.spread or 0.0)
            error = trust().standard_error(said.confidence, found)
        return CompetencyScore(
            competency=competency,
            score=said.score,
            level=said.level,
            confidence=said.confidence,
            standard_error=error,
            not_scored=said.not_scored,
            evidence=said.evidence,
            reasons=said.reasons,
            judge=self.name,
            rubric_version=rubric_version,
            judgements=(said,),
        )


def _why(said: Judgement) -> Why:
    told = said.note.removeprefix(FELL_BACK)
    return next((why for why in REMEDIES if why == told), "fault")
