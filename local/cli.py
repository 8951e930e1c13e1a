"""``bole``: the command line. Each group of commands is a file of ``local.commands``."""

import typer

from local.commands import assess, contracts, demo, doctor, machine, models

app = typer.Typer(
    name="bole",
    help="Bole (伯乐): AI interviews joined to HR and finance, on this machine.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
for group in (demo.app, machine.app, assess.app, models.app, contracts.app, doctor.app):
    app.registered_commands.extend(group.registered_commands)


def main() -> None:
    """Run the command that the arguments name."""
    app()


if __name__ == "__main__":
    main()
