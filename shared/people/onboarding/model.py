"""The onboarding checklist of an employee, made from the company's template. Pure rules."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.kernel.localized import LocalizedText

Owner = Literal["employee", "manager", "hr", "it", "payroll"]
TaskState = Literal["open", "done", "waived"]
TaskId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class TaskTemplate(Frozen):
    """A task. ``due_days`` from the first day on, negative before it; ``required``: before the employment begins."""

    task_id: TaskId
    title: LocalizedText
    owner: Owner
    due_days: int = Field(ge=-90, le=365)
    required: bool = False

    @model_validator(mode="after")
    def _in_time(self) -> "TaskTemplate":
        if self.required and self.due_days > 0:
            raise ValueError("what is required before the first day is due on it at the latest: due_days 0 or less")
        return self


class OnboardingTemplate(Frozen):
    """The tasks of everybody who begins. Who began keeps the checklist that they began with."""

    tasks: tuple[TaskTemplate, ...] = Field(max_length=60)

    @model_validator(mode="after")
    def _named_once(self) -> "OnboardingTemplate":
        names = [task.task_id for task in self.tasks]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"tasks are named twice: {', '.join(twice)}")
        return self


class OnboardingTask(Frozen):
    """A task of one employee, with its day. ``waived`` only with a note that says why."""

    template: TaskTemplate
    due: date
    state: TaskState = "open"
    settled_by: str | None = None
    settled_at: datetime | None = None
    note: str | None = None


class Checklist(Frozen):
    """What is to be done for one employee. Each change makes the next ``revision``, the ETag.

    ``closed``: the employment is over or never began, and nobody is reminded any more.
    """

    employee_id: EmployeeId
    start_date: date
    tasks: tuple[OnboardingTask, ...]
    closed: bool = False
    revision: int = Field(default=1, ge=1)

    @property
    def open_required(self) -> tuple[OnboardingTask, ...]:
        """What must be settled before the employment begins."""
        return tuple(task for task in self.tasks if task.template.required and task.state == "open")

    @property
    def required_titles(self) -> tuple[str, ...]:
        """The same in words."""
        return tuple(task.template.title.read_in("en") for task in self.open_required)

    @property
    def next_due(self) -> date | None:
        """The day of the earliest open task; None where nothing is open, or the checklist is closed."""
        if self.closed:
            return None
        return min((task.due for task in self.tasks if task.state == "open"), default=None)

    def overdue(self, today: date) -> tuple[OnboardingTask, ...]:
        """Return the open tasks whose day has passed."""
        return tuple(task for task in self.tasks if task.state == "open" and task.due < today)

    def task(self, task_id: str) -> OnboardingTask | None:
        """Return a task by its name, or None."""
        return next((task for task in self.tasks if task.template.task_id == task_id), None)

    def settled(self, task_id: str, state: TaskState, by: str, note: str | None, now: datetime) -> "Checklist":
        """Return the checklist with a task done, waived or open again."""
        settles = state != "open"
        tasks = tuple(
            task.model_copy(
                update={
                    "state": state,
                    "settled_by": by if settles else None,
                    "settled_at": now if settles else None,
                    "note": note,
                }
            )
            if task.template.task_id == task_id
            else task
            for task in self.tasks
        )
        return self.model_copy(update={"tasks": tasks, "revision": self.revision + 1})

    def shut(self) -> "Checklist":
        """Return the next revision, closed."""
        return self.model_copy(update={"closed": True, "revision": self.revision + 1})

    @property
    def notes(self) -> dict[str, str]:
        """What was written beside tasks, by their names."""
        return {task.template.task_id: task.note for task in self.tasks if task.note is not None}

    def with_notes(self, notes: Mapping[str, str]) -> "Checklist":
        """Return the same with these notes beside its tasks, and no others."""
        tasks = tuple(task.model_copy(update={"note": notes.get(task.template.task_id)}) for task in self.tasks)
        return self.model_copy(update={"tasks": tasks})


def checklist_of(template: OnboardingTemplate, employee_id: EmployeeId, start: date) -> Checklist:
    """Return the checklist of somebody who is to begin on ``start``."""
    tasks = tuple(OnboardingTask(template=task, due=start + timedelta(days=task.due_days)) for task in template.tasks)
    return Checklist(employee_id=employee_id, start_date=start, tasks=tasks)
