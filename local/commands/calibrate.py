"""``bole calibrate``: what people's ratings would change in the weights, from files alone. It accepts nothing."""

import json as json_text
from collections import defaultdict
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.table import Table

from local.terminal import errors_in_words, fail, out, unexpected_in_words
from shared.assessment.calibration.proposal import CalibrationProposal
from shared.assessment.calibration.proposing import basis_of, proposed
from shared.assessment.calibration.ratings import HumanRating
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.local_judge.weights import weights
from shared.assessment.rubrics.catalogue import rubrics_of
from shared.kernel.clock import SystemClock
from shared.kernel.errors import BoleError
from shared.kernel.ids import AnswerId, InterviewId, TenantId

app = typer.Typer()
BY = "bole calibrate"


@app.command()
def calibrate(
    ratings: Annotated[
        Path,
        typer.Argument(help="One rating a line: interview_id, answer_id, competency, level, rater, blind, rated_at."),
    ],
    answers: Annotated[Path, typer.Option(help="Folder of answer_assessed documents (*.json, at any depth).")],
    competency: Annotated[list[str] | None, typer.Option(help="May be repeated. Every rated one without it.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write the proposals here.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an unexpected error happened.")] = False,
) -> None:
    """Fit weights to people's ratings and print agreement and groups before and after. An administrator accepts.

    A line may also have "groups": {"attribute": "value"} of its interview.
    """
    if not ratings.is_file():
        fail(f"There is no file {ratings}.", "Give the path of the ratings: one a line, as JSON.")
    if not answers.is_dir():
        fail(f"There is no folder {answers}.", "Give the folder of the answer_assessed documents.")
    with unexpected_in_words(debug), errors_in_words():
        told, groups = _ratings(ratings)
        known = _answers(answers)
        made = []
        for name in competency or sorted({rating.competency for rating in told}):
            try:
                [rubric] = rubrics_of([name])
                basis = basis_of(rubric, weights())
                now = SystemClock().now()
                made.append(proposed(TenantId("this-machine"), name, basis, told, known, groups, BY, now))
                print_proposal(made[-1])
            except BoleError as error:
                if competency:
                    raise
                out.print(f"[yellow]{name}: {error.problem}[/]", highlight=False)
        if not made:
            fail("No competency can be calibrated.", "Let people rate more re-interviews before they see a score.")
        if json is not None:
            body = [proposal.model_dump(mode="json") for proposal in made]
            json.write_text(json_text.dumps(body, indent=2, ensure_ascii=False), encoding="utf-8")
            out.print(f"[dim]wrote {json}; nothing has changed: an administrator accepts a proposal, or not[/]")


def print_proposal(proposal: CalibrationProposal) -> None:
    """Print weights, agreement and groups, before and after, and the advice."""
    rests = proposal.evidence
    title = f"{proposal.competency}: {rests.answers} answers, {rests.interviews} interviews, {rests.raters} raters"
    table = Table("", "before", "after", title=title, title_justify="left")
    for name, before, after in (
        ("r", proposal.before.r, proposal.after.r),
        ("QWK", proposal.before.qwk, proposal.after.qwk),
        ("MAE, levels", proposal.before.mae, proposal.after.mae),
    ):
        table.add_row(name, _number(before), _number(after))
    table.add_section()
    for name, share in proposal.weights_before.items():
        table.add_row(name, _number(share), _number(proposal.weights_after.get(name)))
    if proposal.groups:
        table.add_section()
    for group in proposal.groups:
        whose = f"{group.attribute}: {group.value} ({group.n})"
        table.add_row(f"{whose}, SD", _number(group.difference_sd_before), _number(group.difference_sd_after))
        table.add_row(f"{whose}, ratio", _number(group.impact_ratio_before), _number(group.impact_ratio_after))
    out.print(table)
    if rests.not_blind:
        out.print(f"[yellow]{rests.not_blind} ratings were not blind and do not count.[/]")
    out.print(f"advice: [bold]{proposal.advice}[/] ({', '.join(proposal.reasons)})", highlight=False)


def _ratings(path: Path) -> tuple[list[HumanRating], dict[InterviewId, dict[str, str]]]:
    found: list[HumanRating] = []
    groups: dict[InterviewId, dict[str, str]] = defaultdict(dict)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            read: dict[str, Any] = json_text.loads(line)
            belongs = read.pop("groups", {})
            rating = HumanRating.model_validate(read)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(map(str, first["loc"]))
            fail(f"Line {number} of {path.name} cannot be used: {field}: {first['msg']}.", "Mend it, and run it again.")
        except (ValueError, AttributeError) as error:
            fail(f"Line {number} of {path.name} is no JSON object: {error}.", "Write one object a line.")
        found.append(rating)
        groups[rating.interview_id].update(belongs)
    return found, dict(groups)


def _answers(folder: Path) -> dict[InterviewId, dict[AnswerId, AnswerAssessed]]:
    """Read the documents of ``folder``; files that are something else are passed over."""
    found: dict[InterviewId, dict[AnswerId, AnswerAssessed]] = defaultdict(dict)
    for path in sorted(folder.rglob("*.json")):
        try:
            answer = AnswerAssessed.model_validate_json(path.read_bytes())
        except ValidationError:
            continue
        found[answer.interview_id][answer.answer_id] = answer
    if not found:
        fail(f"{folder} has no answer_assessed document.", "Write them with `bole assess … --json FILE`.")
    return dict(found)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
