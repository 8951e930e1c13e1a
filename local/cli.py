"""``bole``: the command line. Each group of commands is a file of ``local.commands``."""

import typer

from local.commands import (
    assess,
    audit,
    calibrate,
    competencies,
    contracts,
    demo,
    doctor,
    fairness,
    finance,
    machine,
    models,
    payroll,
    permissions,
    replay,
    requirements,
    rights,
    story,
    tenants,
    trace,
    validate,
    watch,
)

app = typer.Typer(
    name="bole",
    help="Bole (伯乐): AI interviews joined to HR and finance, on this machine.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
GROUPS = (demo, story, machine, assess, competencies, validate, calibrate, replay, watch, models, contracts, doctor)
for group in (module.app for module in GROUPS):
    app.registered_commands.extend(group.registered_commands)
app.registered_commands.extend(permissions.app.registered_commands)
app.registered_commands.extend(trace.app.registered_commands)
app.add_typer(tenants.app)
app.add_typer(payroll.app)
app.add_typer(finance.app)
app.add_typer(audit.app)
app.add_typer(fairness.app)
app.add_typer(requirements.app)
app.add_typer(rights.app)


def main() -> None:
    """Run the command that the arguments name."""
    app()


if __name__ == "__main__":
    main()
