"""A real good answer to a plainly different question."""

from random import Random

from bench.adversarial.model import Attempt
from bench.adversarial.sources import answers, phrases, questions
from shared.kernel.language import Language


def other_question(language: Language, _rng: Random) -> list[Attempt]:
    """Return 32 answers; the pairs were chosen by hand.

    Scored for the question's own competency alone: whoever tells another story well does communicate.
    """
    asked = {
        question.key: question.model_copy(update={"competencies": question.competencies[:1]})
        for question in questions(language)
    }
    return [
        Attempt(asked[key], given.replace("#", "-"), answers(language)[given].text)
        for key, given in phrases(language)["other_question"]["pairs"]
    ]
