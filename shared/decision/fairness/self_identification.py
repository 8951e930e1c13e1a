"""What candidates say of themselves, if they want to. It is kept apart, and read in totals only. Pure rules."""

import tomllib
from datetime import datetime
from functools import cache
from importlib import resources

from pydantic import Field

from shared.decision.fairness.categories import DECLINED, Asked, Categories, VoluntaryQuestion, age_band
from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId
from shared.kernel.localized import LocalizedText


class SelfIdentificationAnswers(Frozen):
    """A candidate's answers. Left out, null and ``declined`` all mean: prefer not to say."""

    sex: str | None = Field(default=None, max_length=60)
    ethnicity: str | None = Field(default=None, max_length=60)
    birth: str | None = Field(default=None, max_length=60)

    def answer(self, name: Asked) -> str | None:
        """Return one answer, None where the candidate prefers not to say."""
        given: str | None = getattr(self, name)
        return None if given == DECLINED else given


class SelfIdentification(Frozen):
    """The answers as they are kept: under the candidate's id, in a partition of their own, and in no other row.

    ``wording`` is the version of the text that stood above the questions.
    """

    candidate_id: CandidateId
    jurisdiction: str
    sex: str | None
    ethnicity: str | None
    birth: str | None
    wording: str
    given_at: datetime

    def belongs(self, year: int) -> dict[str, str]:
        """Return what the candidate belongs to by attribute, as of ``year``; what is unknown is left out."""
        age = None if self.birth is None else age_band(self.birth, year)
        found = {"sex": self.sex, "ethnicity": self.ethnicity, "age": age}
        return {name: value for name, value in found.items() if value is not None}


class SelfIdentificationForm(Frozen):
    """What a candidate reads before answering. ``given``: whether there are answers already; they are not shown."""

    title: LocalizedText
    statements: tuple[LocalizedText, ...]
    questions: tuple[VoluntaryQuestion, ...]
    law: tuple[str, ...]
    wording: str
    given: bool


def identify(
    candidate_id: CandidateId, answers: SelfIdentificationAnswers, categories: Categories, at: datetime
) -> SelfIdentification:
    """Return the answers to be kept.

    Raises:
        Invalid: an answer is none of the categories, or to a question that is not asked there.
    """
    chosen: dict[str, str | None] = {}
    for name in ("sex", "ethnicity", "birth"):
        answer = answers.answer(name)
        question = categories.question(name)
        if answer is not None and (question is None or question.label(answer) is None):
            raise Invalid(
                f"{answer!r} is no answer to the question {name}. 该选项不存在：{name}。",
                "Choose one of the options shown, or leave it out. 请从列出的选项中选择，或留空。",
            )
        chosen[name] = answer
    return SelfIdentification(
        candidate_id=candidate_id,
        jurisdiction=categories.jurisdiction,
        wording=wording_version(),
        given_at=at,
        **chosen,
    )


def form_of(categories: Categories, given: bool) -> SelfIdentificationForm:
    """Return the form of a jurisdiction: that it is voluntary, what for, who never sees it, and the questions."""
    words = _words()
    return SelfIdentificationForm(
        title=LocalizedText.model_validate(words["title"]),
        statements=tuple(
            LocalizedText.model_validate(words[name]) for name in ("voluntary", "purpose", "separate", "withdraw")
        ),
        questions=categories.questions,
        law=categories.law,
        wording=wording_version(),
        given=given,
    )


def wording_version() -> str:
    """Return the version of the words above the questions."""
    return str(_words()["version"])


@cache
def _words() -> dict[str, object]:
    return tomllib.loads(resources.files(__package__ or "").joinpath("wording.toml").read_text(encoding="utf-8"))
