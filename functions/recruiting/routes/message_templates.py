"""What is written to people: templates, a company's own versions, a preview; and how the company writes."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.recruiting.routes.invitation_desk import template_desk
from shared.platform.authorization import authorize
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.invitations.messages import service
from shared.recruiting.invitations.messages.choice import MessagingChoice
from shared.recruiting.invitations.messages.model import BLANKS, NEEDED, Template, TemplateVersion
from shared.recruiting.invitations.messages.service import CurrentTemplate, Preview, TemplateDesk
from shared.tenancy.actions import Action

router = routes()
TEMPLATES = "/v1/recruiting/message-templates"
TEMPLATE = f"{TEMPLATES}/<kind>/<language>"
SETTINGS = "/v1/recruiting/message-settings"
Name = Annotated[str, Path(min_length=1, max_length=40)]


class TemplateView(BaseModel):
    """The words that hold, the blanks that they may have, and those that must stay. The ETag is ``current.number``."""

    current: CurrentTemplate
    blanks: list[str]
    needed: list[str]


class TemplateList(BaseModel):
    """The words of every kind in every language."""

    items: list[TemplateView]


class SettingsView(BaseModel):
    """How the company writes to people. Revision 0: nobody chose anything, and the defaults hold."""

    choice: MessagingChoice
    revision: int


@router.get(TEMPLATES, summary="List the message templates")
def get_templates() -> TemplateList:
    """List the words that hold, of every kind in every language."""
    desk = _desk("read_invitation")
    return TemplateList(items=[_view(one) for one in service.templates(desk)])


@router.get(TEMPLATE, summary="Read a message template")
def get_template(kind: Name, language: Name) -> Response[TemplateView]:
    """Return the words of a kind in a language, with its ETag."""
    return _tagged(service.template(kind, language, _desk("read_invitation")))


@router.put(TEMPLATE, summary="Write a message template of one's own")
def put_template(kind: Name, language: Name, draft: Template) -> Response[TemplateView]:
    """Write the company's own words; they hold from now on."""
    named = if_match(router)
    return _tagged(service.write_template(kind, language, draft, named, _desk("manage_settings")))


@router.delete(TEMPLATE, summary="Go back to the standard words")
def delete_template(kind: Name, language: Name) -> Response[TemplateView]:
    """Go back to the standard words; the company's own versions are kept."""
    named = if_match(router)
    return _tagged(service.retire_template(kind, language, named, _desk("manage_settings")))


@router.post(f"{TEMPLATE}/preview", summary="See how a message template would look")
def post_preview(kind: Name, language: Name, draft: Template) -> Preview:
    """Fill a template with sample data, count its SMS segments, and say what is wrong with it. Nothing is changed."""
    return service.preview(kind, language, draft, _desk("read_invitation"))


@router.get(f"{TEMPLATE}/versions", summary="List the versions of a message template")
def get_versions(
    kind: Name,
    language: Name,
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[TemplateVersion]:
    """List the company's own versions, the newest first."""
    desk = _desk("read_invitation")
    known = service.template(kind, language, desk)
    found, following = desk.messages.versions(known.kind, known.language, limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.get(SETTINGS, summary="Read how the company writes to people")
def get_settings() -> Response[SettingsView]:
    """Return channels, quiet hours, reminders and approved SMS templates."""
    choice, revision = _desk("read_settings").messages.choice()
    return tagged(SettingsView(choice=choice, revision=revision), revision)


@router.put(SETTINGS, summary="Choose how the company writes to people")
def put_settings(choice: MessagingChoice) -> Response[SettingsView]:
    """Choose channels, quiet hours, reminders and approved SMS templates."""
    chosen, revision = service.choose(choice, if_match(router), _desk("manage_settings"))
    return tagged(SettingsView(choice=chosen, revision=revision), revision)


def _desk(action: Action) -> TemplateDesk:
    who = staff(router)
    authorize(who, action)
    return template_desk(who)


def _tagged(current: CurrentTemplate) -> Response[TemplateView]:
    return tagged(_view(current), current.number)


def _view(current: CurrentTemplate) -> TemplateView:
    return TemplateView(current=current, blanks=sorted(BLANKS[current.kind]), needed=sorted(NEEDED[current.kind]))
