"""Scoring: seconds for an answer of 600 words (900 characters in Mandarin) on three competencies, text to verdict.

``python -m bench.scoring`` prints the table. The alternative is each encoder alone, with everything else the same.
"""

import resource
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from rich.console import Console

from bench.table import Row, terminal
from shared.assessment.local_judge import LocalJudge
from shared.assessment.ports import Judge
from shared.assessment.scoring import AnswerSubject, assess_answer, text_transcript
from shared.kernel.ids import AnswerId, InterviewId, TenantId
from shared.kernel.language import LANGUAGES, Language
from shared.platform.embedder import VIEWS, SentenceEmbedder, load_encoders, open_embedder

ANSWERS = Path(__file__).parent / "data/relevance.toml"
COMPETENCIES = ("teamwork", "problem_solving", "communication")
LENGTH = {"zh": 900, "en": 600}
ROUNDS = 3
ENDINGS = {"zh": ("了", "啊", "呢", "吧"), "en": ("then", "again", "there", "too")}


def long_answer(language: Language, turn: int) -> str:
    """Return full answers of the labelled set, one after another, up to 600 words or 900 characters.

    Each ``turn`` ends its sentences with another word, so that no passage is known from the turn before.
    """
    questions = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))["question"]
    joined = " ".join(question["relevant"][0] for question in questions if question["language"] == language)
    if language == "zh":
        return joined.replace("。", f"{ENDINGS['zh'][turn]}。").replace(" ", "")[: LENGTH["zh"]]
    return " ".join(joined.replace(".", f" {ENDINGS['en'][turn]}.").split()[: LENGTH["en"]])


def assess(judge: Judge, language: Language, turn: int) -> tuple[float, float]:
    """Score one long answer; return the seconds of the clock and of the processor."""
    subject = AnswerSubject(
        tenant_id=TenantId("bench"),
        interview_id=InterviewId("int_bench"),
        answer_id=AnswerId("ans_bench"),
        question={"zh": "请讲一次你和别人一起解决问题的经历。", "en": "Tell me how you solved a problem together."}[
            language
        ],
        medium="text",
        competencies=COMPETENCIES,
        languages=LANGUAGES,
    )
    transcript = text_transcript(long_answer(language, turn), LANGUAGES)
    began, worked = perf_counter(), process_time()
    assess_answer(subject, transcript, None, None, (), judge, datetime.now(UTC), {})
    return perf_counter() - began, process_time() - worked


def run() -> list[Row]:
    """Measure the first answer after loading, and those that follow, with both encoders and with each alone."""
    began = perf_counter()
    both = LocalJudge(open_embedder())
    rows = [Row("load the embedder", f"{perf_counter() - began:.2f} s", how="both encoders, once a process")]
    bare = LocalJudge(SentenceEmbedder(load_encoders(VIEWS)))
    alone: list[Judge] = [LocalJudge(SentenceEmbedder(load_encoders((view,)))) for view in VIEWS]
    for language in LANGUAGES:
        first, encoding = assess(both, language, 0), assess(bare, language, 0)
        for judge in alone:
            assess(judge, language, 0)
        others = [_later(judge, language) for judge in alone]
        beside = ", ".join(
            f"{view} {clock:.2f} s ({processor:.2f} s)" for view, (clock, processor) in zip(VIEWS, others, strict=True)
        )
        clock, processor = _later(both, language)
        how = f"{LENGTH[language]} {'characters' if language == 'zh' else 'words'}, {len(COMPETENCIES)} competencies"
        rows += [
            Row(
                f"first answer, {language}",
                f"{first[0]:.2f} s ({first[1]:.2f} s processor)",
                f"{encoding[0]:.2f} s ({encoding[1]:.2f} s) when anchors and rubrics are encoded",
                how=f"{how}, stored vectors",
            ),
            Row(f"each answer, {language}", f"{clock:.2f} s ({processor:.2f} s processor)", beside, how=how),
        ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*rows, Row("peak memory", f"{peak:.0f} MB", how="this process, all encoders loaded three times")]


def _later(judge: Judge, language: Language) -> tuple[float, float]:
    measured = [assess(judge, language, turn) for turn in range(1, 1 + ROUNDS)]
    return median(clock for clock, _ in measured), median(processor for _, processor in measured)


if __name__ == "__main__":
    Console(width=160).print(terminal("Scoring", run()))
