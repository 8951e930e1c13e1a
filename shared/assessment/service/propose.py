"""Use case: people's ratings become proposals of other weights, one for each competency that has enough of them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from shared.assessment.calibration.cases import Answers
from shared.assessment.calibration.proposal import CalibrationProposal
from shared.assessment.calibration.proposing import basis_of
from shared.assessment.calibration.ratings import HumanRating, check_enough, minimum, rated
from shared.assessment.calibration.request import RatingsGiven
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.local_judge import weights
from shared.assessment.rubrics.model import Rubric
from shared.assessment.service.calibrate import propose
from shared.assessment.service.documents import read_documents
from shared.assessment.service.scope import Scope
from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId

MOST_INTERVIEWS, MOST_COMPETENCIES = 300, 20
"""In one request: what can be read and fitted within the half minute that the API waits."""
READERS = 8
"""Interviews that are read at once: nearly all of the time goes into waiting for the bucket."""


class NotFitted(Frozen):
    """A competency without a proposal, and in words why and what to do."""

    competency: str
    problem: str
    remedy: str


class NotBlind(Frozen):
    """How many ratings of one person do not count, because they were not given blindly."""

    competency: str
    rater: str
    ratings: int


class ProposalsMade(Frozen):
    """What came of the ratings. All that a decision needs stands in each proposal; nothing holds until accepted."""

    proposals: tuple[CalibrationProposal, ...]
    not_fitted: tuple[NotFitted, ...] = ()
    not_blind: tuple[NotBlind, ...] = ()


def propose_each(scope: Scope, given: RatingsGiven, by: str) -> ProposalsMade:
    """Fit the weights of the competency that is asked for, or of every rated one, and keep the proposals.

    Every fit starts at the standard weights, also where others are accepted: else the same ratings, sent again and
    again, would move them ever further. Sent twice there are two proposals, of which one can be accepted.

    Raises:
        Invalid: for no competency there is enough, said for each of them; or the request is too large.
        DamagedDocument: a stored answer is not the one that was recorded.
        Unavailable: the table or the bucket did not answer.
    """
    names = [given.competency] if given.competency else sorted({rating.competency for rating in given.ratings})
    ratings = [rating for rating in given.ratings if rating.competency in names]
    _check_size(ratings, names)
    proposals, refused = list[CalibrationProposal](), list[NotFitted]()
    enough = list[str]()
    for name in names:
        try:
            check_enough(rated(ratings, name), minimum())
            enough.append(name)
        except Invalid as error:
            refused.append(NotFitted(competency=name, problem=error.problem, remedy=error.remedy))
    answers = _answers(scope, [rating for rating in ratings if rating.competency in enough and rating.blind])
    for name in enough:
        try:
            basis = basis_of(_rubric(name, answers), weights())
            proposals.append(propose(scope, name, basis, ratings, given.groups, by, answers))
        except Invalid as error:
            refused.append(NotFitted(competency=name, problem=error.problem, remedy=error.remedy))
    if not proposals:
        remedies = dict.fromkeys(each.remedy for each in refused)
        raise Invalid(" ".join(each.problem for each in refused), " ".join(remedies))
    return ProposalsMade(proposals=tuple(proposals), not_fitted=tuple(refused), not_blind=_not_blind(ratings))


def _check_size(ratings: Sequence[HumanRating], names: Sequence[str]) -> None:
    interviews = len({rating.interview_id for rating in ratings})
    if interviews > MOST_INTERVIEWS or len(names) > MOST_COMPETENCIES:
        raise Invalid(
            f"There are ratings of {interviews} interviews for {len(names)} competencies; one request takes "
            f"{MOST_INTERVIEWS} and {MOST_COMPETENCIES}.",
            "Send one competency at a time, with its newest ratings; or fit a larger set with bole calibrate.",
        )


def _not_blind(ratings: Sequence[HumanRating]) -> tuple[NotBlind, ...]:
    counted = Counter((rating.competency, rating.rater) for rating in ratings if not rating.blind)
    return tuple(
        NotBlind(competency=competency, rater=rater, ratings=number)
        for (competency, rater), number in sorted(counted.items())
    )


def _answers(scope: Scope, ratings: Sequence[HumanRating]) -> Answers:
    """Return the rated answers as they are stored, without their words. Raises as ``read_documents``."""
    wanted: dict[InterviewId, set[AnswerId | None]] = defaultdict(set)
    for rating in ratings:
        wanted[rating.interview_id].add(rating.answer_id)

    def read(interview: InterviewId) -> dict[AnswerId, AnswerAssessed]:
        states = scope.interviews.answers(interview)
        chosen = [state for state in states if None in wanted[interview] or state.answer_id in wanted[interview]]
        return {answer: _without_words(found) for answer, found in read_documents(scope, chosen).items()}

    with ThreadPoolExecutor(READERS) as readers:
        return dict(zip(wanted, readers.map(read, wanted), strict=True))


def _without_words(answer: AnswerAssessed) -> AnswerAssessed:
    """Leave out what no fit looks at and most memory goes into: 300 interviews must fit into a small function."""
    transcript = answer.transcript.model_copy(update={"words": (), "segments": (), "removed": ()})
    vision = answer.vision.model_copy(update={"timeline": ()})
    return answer.model_copy(update={"transcript": transcript, "vision": vision})


def _rubric(competency: str, answers: Answers) -> Rubric:
    """Return the rubric by which the newest of the answers was judged: the position's, the tenant's, or the
    catalogue's, word for word as it was then. Raises ``Invalid`` where none was judged on the competency."""
    judged = [
        (answer.assessed_at, rubric)
        for each in answers.values()
        for answer in each.values()
        for rubric in answer.rubrics
        if rubric.competency == competency
    ]
    if not judged:
        raise Invalid(
            f"None of the interviews that were rated for {competency} has an answer that was assessed on it.",
            "Check the ids of interviews and answers, and the key of the competency.",
        )
    return max(judged, key=lambda pair: pair[0])[1]
