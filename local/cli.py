"""``bole``: the command line. Each group of commands is a file of ``local.commands``."""

import typer

from local.commands import (
    assess,
    calibrate,
    competencies,
    contracts,
    demo,
    doctor,
    machine,
    models,
    replay,
    validate,
    watch,
)

app = typer.Typer(
    name="bole",
    help="Bole (伯乐): AI interviews joined to HR and finance, on this machine.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
GROUPS = (demo, machine, assess, competencies, validate, calibrate, replay, watch, models, contracts, doctor)
for group in (module.app for module in GROUPS):
    app.registered_commands.extend(group.registered_commands)


def main() -> None:
    """Run the command that the arguments name."""
    app()


if __name__ == "__main__":
    main()
