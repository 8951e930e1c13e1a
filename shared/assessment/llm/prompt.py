"""The prompt of a version, and how an answer is put into it so that it cannot get out."""

import hashlib
import json
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from shared.assessment.judging import JudgeCase
from shared.assessment.llm.answer import ANSWER_NAME, answer_schema
from shared.assessment.llm.ports import ChatRequest
from shared.assessment.llm.sampling import Ordering
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

CURRENT = "2026-11.1"
ROOM = 1024
ROOM_EACH = 512
"""Output tokens: for the reply itself and for each competency. About three times what a reply needs."""


class Prompt(Frozen):
    """``prompts/<version>/judge.toml``."""

    system: str
    user: str
    repair: dict[str, str]


@cache
def load_prompt(version: str = CURRENT) -> Prompt:
    """Return the prompt of ``version``. Raises ``NotFound`` where there is none."""
    path = files(__package__) / "prompts" / version / "judge.toml"
    if not path.is_file():
        raise NotFound(f"There is no prompt {version}.", f"Use {CURRENT}, or add the folder prompts/{version}.")
    return Prompt.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def prompt_hash(version: str = CURRENT) -> str:
    """Return the SHA-256 (hex) of a prompt's words and of the schema that goes with them."""
    prompt, schema = load_prompt(version), json.dumps(answer_schema(), sort_keys=True)
    return hashlib.sha256(f"{prompt.model_dump_json()}\0{schema}".encode()).hexdigest()


def request_for(case: JudgeCase, ordering: Ordering, version: str = CURRENT, repair: str | None = None) -> ChatRequest:
    """Return what is sent for one sample of ``case``: the same case and sample give the same bytes.

    What goes out is the question, the rubrics, the reference and the transcript: no name, no id, no time, no picture.
    ``repair`` is the code of what was wrong with the first reply.
    """
    prompt = load_prompt(version)
    data = as_data(_material(case, ordering))
    mark = hashlib.sha256(f"{version}\0{ordering.sample}\0{data}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
    user = Template(prompt.user.strip()).substitute(mark=mark, data=data)
    return ChatRequest(
        system=Template(prompt.system.strip()).substitute(mark=mark),
        user=f"{user}\n{prompt.repair[repair]}" if repair else user,
        answer_name=ANSWER_NAME,
        answer_schema=answer_schema(),
        max_output_tokens=ROOM + ROOM_EACH * len(case.rubrics),
    )


def as_data(material: dict[str, Any]) -> str:
    """Return ``material`` as one line of JSON in which nothing can look like the end of a block.

    Escaped: ``<``, ``>``, ``&``, line ends, and every character that is not seen (direction marks, private use).
    ``json.loads`` gives back exactly what went in.
    """
    text = json.dumps(material, ensure_ascii=False, separators=(",", ":"))
    return "".join(_escaped(character) if _hides(character) else character for character in text)


def _hides(character: str) -> bool:
    return character in "<>&" or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))


def _material(case: JudgeCase, ordering: Ordering) -> dict[str, Any]:
    language: Language = case.transcript.language
    reference = case.reference
    return {
        "language": language,
        "question": case.question,
        "rubrics": [
            {
                "competency": rubric.competency,
                "title": rubric.read_in(language).title,
                "definition": rubric.read_in(language).definition,
                "anchors": [
                    {"level": level, "behaviour": behaviour}
                    for level, behaviour in ordering.anchors(rubric.read_in(language).anchors)
                ],
            }
            for rubric in ordering.rubrics(case.rubrics)
        ],
        "reference": {"answers": list(reference.answers), "glossary": list(reference.glossary)} if reference else None,
        "transcript": case.transcript.text,
    }
