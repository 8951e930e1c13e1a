"""The words of a good answer without the answer: STAR headings, buzzwords, the rubric's own sentences."""

from random import Random

from bench.adversarial.model import Attempt
from bench.adversarial.sources import Asked, joined, phrases, questions
from shared.assessment.rubrics.catalogue import rubrics_of
from shared.kernel.language import Language


def keyword_stuffing(language: Language, rng: Random) -> list[Attempt]:
    """Return 32 answers: four of STAR and of lists, eight of each other way."""
    said = phrases(language)["keyword_stuffing"]
    asked = questions(language)
    found = [Attempt(question, "star", text) for question, text in zip(asked[::2], said["star"], strict=True)]
    found += [Attempt(question, "list", _list(language, rng)) for question in asked[1::2]]
    found += [Attempt(question, "sentences", _sentences(language, rng)) for question in asked]
    found += [
        Attempt(question, "recited", _recited(question, said["recited"][place % 4], language))
        for place, question in enumerate(asked)
    ]
    return found + [
        Attempt(_by_place(place, language), "i-did", text) for place, text in enumerate(said["first_person"])
    ]


def _list(language: Language, rng: Random) -> str:
    return ("、" if language == "zh" else ", ").join(rng.sample(phrases(language)["keyword_stuffing"]["buzz"], 24))


def _sentences(language: Language, rng: Random) -> str:
    said = phrases(language)["keyword_stuffing"]
    told = []
    for frame in said["glue"]:
        words = rng.sample(said["buzz"], frame.count("%s"))
        told.append(frame.replace("%s", "{}").format(*words))
    return joined(told, language)


def _recited(question: Asked, who: str, language: Language) -> str:
    """Definition and the three upper levels of the rubric, as if somebody had heard all that."""
    rubric = rubrics_of(question.competencies[:1])[0].read_in(language)
    colon = "：" if language == "zh" else ": "
    return joined(
        [
            f"{who}{colon}{rubric.title}。" if language == "zh" else f"{who}{colon}{rubric.title}.",
            rubric.definition,
            *rubric.anchors[2:],
        ],
        language,
    )


def _by_place(place: int, language: Language) -> Asked:
    """The question that the boast at this place in ``first_person`` is about."""
    about = ("leader", "problem", "customer", "change", "learning", "conflict", "mistake", "pressure")
    return next(question for question in questions(language) if question.key == about[place])
