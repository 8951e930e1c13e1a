"""``python -m bench.adversarial``: the table, and after it every answer that got more than it earned."""

from rich.console import Console

from bench.adversarial.measuring import offenders, outcomes, risen, rises, table
from bench.table import terminal
from shared.assessment.local_judge import LocalJudge
from shared.platform.embedder import open_embedder


def main() -> None:
    """Score, print the table, then the offenders, one a line."""
    judge = LocalJudge(open_embedder())
    found, rose = outcomes(judge), rises(judge)
    console = Console(width=160)
    console.print(terminal(f"Adversarial answers, {judge.name}", table(found, rose)))
    for line in (*offenders(found), *risen(rose)):
        console.print(line, highlight=False, markup=False)


if __name__ == "__main__":
    main()
