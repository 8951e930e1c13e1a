"""The judge that asks a language model: several samples, verified quotes, and the cost of it."""

from collections import Counter
from collections.abc import Sequence

from shared.assessment.features.reading import Reading
from shared.assessment.judging import JudgeCase, Making, Verdict
from shared.assessment.llm.asking import Sample, ask
from shared.assessment.llm.cost import Price
from shared.assessment.llm.instructions import addressed_to_judge
from shared.assessment.llm.ports import ChatModel
from shared.assessment.llm.prompt import CURRENT, prompt_hash
from shared.assessment.llm.quotes import apart
from shared.assessment.llm.reasons import readable
from shared.assessment.llm.trust import trust
from shared.assessment.llm.votes import Votes, count
from shared.assessment.local_judge import level_of
from shared.assessment.model.flags import Flag
from shared.assessment.model.score import CompetencyScore, Judgement
from shared.assessment.rubrics.model import Rubric

QUOTES = 3


class LlmJudge:
    """Asks ``model`` ``samples`` times. ``price`` null: the cost is not known, and every judgement says so.

    ``deadline_seconds`` is for all samples together, retries and repairs included.
    """

    def __init__(
        self,
        model: ChatModel,
        *,
        samples: int = 3,
        price: Price | None = None,
        deadline_seconds: float = 120.0,
        prompt: str = CURRENT,
    ) -> None:
        self._model = model
        self._samples = samples
        self._price = price
        self._deadline = deadline_seconds
        self._prompt = prompt
        self.name = f"llm {model.model} prompt {prompt}"

    @property
    def making(self) -> Making:
        """With what this judge judges, for the receipt."""
        return Making(
            trust(), self.name, models={"llm": self._model.model}, prompts={self._prompt: prompt_hash(self._prompt)}
        )

    def judge(self, case: JudgeCase) -> Verdict:
        """Rate the answer by each rubric, or say of it why no level could be found. Measures no features.

        Raises:
            ModelUnavailable: no sample got any reply.
        """
        samples = ask(self._model, case, self._samples, self._deadline, self._prompt)
        lost = [sample.unavailable for sample in samples if sample.unavailable is not None]
        if len(lost) == len(samples):
            raise lost[0]
        reading = Reading(case.transcript)
        barred = addressed_to_judge(reading)
        shared = _failures(samples)
        cost = self._cost(samples, len(case.rubrics))
        notes = shared + (["cost_unknown"] if cost is None else [])
        votes = [count(samples, rubric.competency, reading, case.question, barred) for rubric in case.rubrics]
        scores = tuple(
            self._score(case, rubric, found, cost, notes) for rubric, found in zip(case.rubrics, votes, strict=True)
        )
        told = any(found.addressed for found in votes)
        flags = (Flag(code="instruction_to_judge", detail="as the language model read it"),) if told else ()
        return Verdict(features=(), scores=scores, flags=flags)

    def _cost(self, samples: Sequence[Sample], competencies: int) -> float | None:
        """One competency's share, in USD: one request asks about all, and the shares add up to what was paid."""
        counted = [sample.tokens for sample in samples if sample.tokens is not None]
        if self._price is None or len(counted) < len(samples):
            return None
        paid = self._price.of(sum(taken for taken, _ in counted), sum(given for _, given in counted))
        return round(paid / max(1, competencies), 8)

    def _score(
        self, case: JudgeCase, rubric: Rubric, votes: Votes, cost: float | None, notes: list[str]
    ) -> CompetencyScore:
        found = votes.found
        said = [vote.rating for vote in votes.nearest()] or list(votes.abstained)
        judgement = Judgement(
            judge=self.name,
            score=found.score if found else None,
            level=level_of(found.score) if found else None,
            confidence=trust().confidence([v.rating.confidence for v in votes.valid], found, votes.asked)
            if found
            else 0,
            not_scored=None if found else votes.why_not,
            evidence=apart((quote for vote in votes.nearest() for quote in vote.evidence), QUOTES),
            reasons=readable(
                (reason for rating in said for reason in rating.reasons), case.reference, case.transcript.text
            ),
            spread=found.spread if found else None,
            cost_usd=cost,
            note="; ".join(
                [*([f"quotes_void in {votes.void} of {votes.asked} samples"] if votes.void else []), *notes]
            ),
        )
        return CompetencyScore(
            competency=rubric.competency,
            score=judgement.score,
            level=judgement.level,
            confidence=judgement.confidence,
            standard_error=trust().standard_error(judgement.confidence, found) if found else None,
            not_scored=judgement.not_scored,
            evidence=judgement.evidence,
            reasons=judgement.reasons,
            judge=self.name,
            rubric_version=rubric.version,
            judgements=(judgement,),
        )


def _failures(samples: Sequence[Sample]) -> list[str]:
    failed = Counter(sample.failure for sample in samples if sample.failure)
    return [f"{why} in {times} of {len(samples)} samples" for why, times in sorted(failed.items())]
