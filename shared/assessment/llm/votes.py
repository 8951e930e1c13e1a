"""What the samples say of one competency: levels that rest on quotes, levels that do not, and abstentions."""

from collections.abc import Sequence
from typing import NamedTuple

from shared.assessment.features.reading import Reading, Span
from shared.assessment.llm.answer import Rating
from shared.assessment.llm.asking import Sample
from shared.assessment.llm.quotes import verified
from shared.assessment.llm.sampling import Agreed, agreed
from shared.assessment.model.score import Evidence


class Vote(NamedTuple):
    """One sample's level with the quotes that were found in the transcript."""

    rating: Rating
    level: int
    evidence: tuple[Evidence, ...]


class Votes(NamedTuple):
    """All that was said of one competency by ``asked`` samples."""

    asked: int
    valid: tuple[Vote, ...]
    void: int
    abstained: tuple[Rating, ...]

    @property
    def found(self) -> Agreed | None:
        return agreed([vote.level for vote in self.valid], self.asked)

    @property
    def why_not(self) -> str:
        """The reason code where there is no majority for a level."""
        if self.void and 2 * (self.void + len(self.valid)) > self.asked:
            return "quotes_void"
        return "judge_abstained" if 2 * len(self.abstained) > self.asked else "judge_unsure"

    @property
    def addressed(self) -> bool:
        """Whether most samples found nothing but words to the judge."""
        return 2 * sum(rating.not_scorable == "addresses_the_judge" for rating in self.abstained) > self.asked

    def nearest(self) -> list[Vote]:
        """The votes, those nearest to the median first."""
        found = self.found
        return sorted(self.valid, key=lambda vote: abs(vote.level - found.level)) if found else []


def count(samples: Sequence[Sample], competency: str, reading: Reading, question: str, barred: Sequence[Span]) -> Votes:
    """Return the votes on ``competency``. Quotes that touch ``barred`` (words to the judge) do not count."""
    ratings = [sample.ratings[competency] for sample in samples if sample.ratings is not None]
    levelled = [(rating, rating.level) for rating in ratings if rating.level is not None]
    checked = [Vote(rating, level, verified(rating.quotes, reading, question, barred)) for rating, level in levelled]
    valid = tuple(vote for vote in checked if vote.evidence)
    return Votes(
        asked=len(samples),
        valid=valid,
        void=len(checked) - len(valid),
        abstained=tuple(rating for rating in ratings if rating.level is None),
    )
