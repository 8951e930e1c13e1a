"""The categories that people may count themselves to, by jurisdiction. Data: ``categories.toml``."""

import tomllib
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, Literal

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText

Asked = Literal["sex", "ethnicity", "birth"]
"""What is asked. Of the year of birth only a band is kept."""
DECLINED = "declined"
"""The answer of who prefers not to say. It counts as unknown, like no answer."""
BEFORE = "before"


class VoluntaryOption(Frozen):
    """One answer to choose: the name that is stored, and what people read."""

    value: str
    label: LocalizedText


class VoluntaryQuestion(Frozen):
    """One voluntary question. Its last option is always to say nothing."""

    name: Asked
    text: LocalizedText
    options: tuple[VoluntaryOption, ...]

    def label(self, value: str) -> LocalizedText | None:
        """Return the words of an option, or None for a value that is not one."""
        return next((option.label for option in self.options if option.value == value), None)


class Categories(Frozen):
    """What is asked under one law; ``law`` names the articles."""

    jurisdiction: str
    law: tuple[str, ...]
    questions: tuple[VoluntaryQuestion, ...]

    def question(self, name: Asked) -> VoluntaryQuestion | None:
        """Return a question, or None where the jurisdiction does not ask it."""
        return next((question for question in self.questions if question.name == name), None)


def categories_of(jurisdiction: str) -> Categories:
    """Return the categories of a jurisdiction (``us``, ``us_ny``, ``cn`` …); one that has no list gets ``other``."""
    return _categories(jurisdiction.replace("-", "_").split("_")[0])


@cache
def _categories(country: str) -> Categories:
    known = country if country in _data() and country not in {"sex", "birth", DECLINED} else "other"
    own = _data()[known]
    questions = [_listed("sex", _data()["sex"]["question"], _data()["sex"])]
    if "ethnicity" in own:
        questions.append(_listed("ethnicity", own["question"], own["ethnicity"]))
    questions.append(_births())
    return Categories(jurisdiction=known, law=tuple(own["law"]), questions=tuple(questions))


def _listed(name: Asked, text: dict[str, str], options: dict[str, Any]) -> VoluntaryQuestion:
    listed = [
        VoluntaryOption(value=value, label=LocalizedText(**label))
        for value, label in options.items()
        if value != "question"
    ]
    return VoluntaryQuestion(name=name, text=LocalizedText(**text), options=(*listed, _declined()))


def _births() -> VoluntaryQuestion:
    data = _data()["birth"]
    first, last, step = int(data["first"]), int(data["last"]), int(data["step"])
    earlier = LocalizedText(zh=f"{first} 年以前", en=f"Before {first}")
    bands = [VoluntaryOption(value=BEFORE, label=earlier)]
    for year in range(first, last + 1, step):
        until = year + step - 1
        label = LocalizedText(zh=f"{year}—{until} 年", en=f"{year}–{until}")
        bands.append(VoluntaryOption(value=f"{year}-{until}", label=label))
    return VoluntaryQuestion(name="birth", text=LocalizedText(**data["question"]), options=(*bands, _declined()))


def age_band(birth: str, year: int) -> str:
    """Return the band of age in ``year`` of who was born in the band ``birth``: ``under_30``, ``30_39``, …

    The middle of the band counts: near an edge of two bands of age somebody may be up to half a band (2.5 years) off.
    """
    data = _data()["birth"]
    middle = int(data["first"]) - 1 if birth == BEFORE else int(birth.split("-")[0]) + int(data["step"]) // 2
    ages = [int(age) for age in data["ages"]]
    age = year - middle
    if age < ages[0]:
        return f"under_{ages[0]}"
    for low, high in pairwise(ages):
        if age < high:
            return f"{low}_{high - 1}"
    return f"{ages[-1]}_or_older"


def age_label(band: str) -> LocalizedText:
    """Return what people read for a band of age."""
    first, second = band.split("_", 1)
    if first == "under":
        return LocalizedText(zh=f"{second} 岁以下", en=f"Under {second}")
    if second == "or_older":
        return LocalizedText(zh=f"{first} 岁及以上", en=f"{first} or older")
    return LocalizedText(zh=f"{first}—{second} 岁", en=f"{first}–{second}")


def _declined() -> VoluntaryOption:
    return VoluntaryOption(value=DECLINED, label=LocalizedText(**_data()[DECLINED]["label"]))


@cache
def _data() -> dict[str, Any]:
    text = resources.files(__package__ or "").joinpath("categories.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
