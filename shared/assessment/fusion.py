"""The local judge and a language model as one judge: agreement makes it sure, disagreement calls a person."""

from collections.abc import Mapping

from pydantic import BaseModel, SerializeAsAny

from shared.assessment.fusion_rules import FusionRules, Said, fusion_rules, together
from shared.assessment.judging import JudgeCase, Making, Verdict
from shared.assessment.llm.errors import ModelUnavailable
from shared.assessment.llm.quotes import apart
from shared.assessment.local_judge import level_of
from shared.assessment.model.flags import Flag
from shared.assessment.model.score import CompetencyScore, Judgement
from shared.assessment.ports import Judge
from shared.kernel.errors import Unavailable
from shared.kernel.frozen import Frozen

QUOTES = 3


class FusedWeights(Frozen):
    """Everything that a fused score depends on besides the words, for the receipt."""

    rules: FusionRules
    llm_weight: float
    local: SerializeAsAny[BaseModel]
    llm: SerializeAsAny[BaseModel]


class FusedJudge:
    """Asks ``local`` first, then ``llm`` about what ``local`` could score.

    ``llm_weight`` 0–1 is the model's share where both are equally sure. What the local judge refuses (off the topic,
    another question) stays refused, and those words are not sent anywhere. Where the model cannot be reached the local
    verdict stands as it would without a model, and says so.
    """

    def __init__(self, local: Judge, llm: Judge, llm_weight: float = 0.5, rules: FusionRules | None = None) -> None:
        self._local = local
        self._llm = llm
        self._weight = llm_weight
        self._rules = rules or fusion_rules()
        self.name = f"fused {self._rules.version} ({local.name}; {llm.name})"

    @property
    def making(self) -> Making:
        """With what both judges judge, for the receipt."""
        local, llm = self._local.making, self._llm.making
        weights = FusedWeights(rules=self._rules, llm_weight=self._weight, local=local.weights, llm=llm.weights)
        return Making(
            weights, self.name, models={**local.models, **llm.models}, prompts={**local.prompts, **llm.prompts}
        )

    def judge(self, case: JudgeCase) -> Verdict:
        """Judge by both. Raises what the local judge raises, and nothing of the model's."""
        own = self._local.judge(case)
        refused = {score.competency for score in own.scores if score.score is None}
        asked = tuple(rubric for rubric in case.rubrics if rubric.competency not in refused)
        if not asked:
            return own.model_copy(update={"scores": tuple(self._refused(score) for score in own.scores)})
        try:
            other = self._llm.judge(case.model_copy(update={"rubrics": asked}))
        except Unavailable as error:
            return self._fallen_back(own, error)
        theirs = {score.competency: score for score in other.scores}
        scores = tuple(
            self._refused(score) if score.competency in refused else self._fused(score, theirs[score.competency])
            for score in own.scores
        )
        flags = (*own.flags, *other.flags, *self._disagreements(scores))
        return Verdict(features=own.features, scores=scores, flags=flags)

    def _fused(self, local: CompetencyScore, llm: CompetencyScore) -> CompetencyScore:
        """Put two scores together. A doubt that the local judge had already stays one, whatever the model says."""
        judgements = (_judgement(local), _judgement(llm))
        if llm.score is None:
            return self._alone(local, judgements)
        found = together(_said(local, 1 - self._weight), _said(llm, self._weight), self._rules)
        return local.model_copy(
            update={
                "score": found.score,
                "level": level_of(found.score),
                "confidence": found.confidence,
                "standard_error": found.error,
                "evidence": apart((*llm.evidence, *local.evidence), QUOTES),
                "reasons": (*llm.reasons, *local.reasons),
                "judge": self.name,
                "judgements": judgements,
                "needs_human": local.needs_human or found.held or found.apart >= self._rules.disagreement.levels_apart,
            }
        )

    def _alone(self, local: CompetencyScore, judgements: tuple[Judgement, ...]) -> CompetencyScore:
        rule = self._rules.one_judge
        return local.model_copy(
            update={
                "confidence": round(local.confidence * rule.confidence_left, 3),
                "standard_error": round((local.standard_error or 0.0) * rule.error_times, 2),
                "judge": self.name,
                "judgements": judgements,
                "needs_human": True,
            }
        )

    def _refused(self, local: CompetencyScore) -> CompetencyScore:
        unasked = self._unheard("not_asked", "the local judge refused")
        return local.model_copy(update={"judge": self.name, "judgements": (_judgement(local), unasked)})

    def _fallen_back(self, own: Verdict, error: Unavailable) -> Verdict:
        """The local verdict as it is, under the local judge's name: the model had no part in it."""
        why = error.why if isinstance(error, ModelUnavailable) else error.code
        unheard = self._unheard("judge_unavailable", f"fell_back: {why}")
        scores = tuple(score.model_copy(update={"judgements": (_judgement(score), unheard)}) for score in own.scores)
        flag = Flag(code="judge_unavailable", detail=f"{self._llm.name}: {why}")
        return Verdict(features=own.features, scores=scores, flags=(*own.flags, flag))

    def _unheard(self, reason: str, note: str) -> Judgement:
        return Judgement(judge=self._llm.name, score=None, level=None, confidence=0.0, not_scored=reason, note=note)

    def _disagreements(self, scores: tuple[CompetencyScore, ...]) -> list[Flag]:
        levels = {score.competency: _levels(score) for score in scores if score.score is not None}
        far = self._rules.disagreement.levels_apart
        told = [f"{name} {pair[0]}:{pair[1]}" for name, pair in _both(levels).items() if abs(pair[0] - pair[1]) >= far]
        return [Flag(code="judges_disagree", detail=", ".join(told))] if told else []


def _both(levels: Mapping[str, tuple[int | None, ...]]) -> dict[str, tuple[int, int]]:
    return {
        name: (pair[0], pair[1])
        for name, pair in levels.items()
        if len(pair) == 2 and pair[0] is not None and pair[1] is not None
    }


def _levels(score: CompetencyScore) -> tuple[int | None, ...]:
    return tuple(judgement.level for judgement in score.judgements)


def _judgement(score: CompetencyScore) -> Judgement:
    """What a judge said of itself, or its score as a judgement where it did not."""
    if score.judgements:
        return score.judgements[0]
    return Judgement(
        judge=score.judge,
        score=score.score,
        level=score.level,
        confidence=score.confidence,
        not_scored=score.not_scored,
        evidence=score.evidence,
        reasons=score.reasons,
    )


def _said(score: CompetencyScore, weight: float) -> Said:
    return Said(
        score=score.score or 0.0,
        level=score.level or 1,
        confidence=score.confidence,
        error=score.standard_error or 0.0,
        weight=weight,
    )
