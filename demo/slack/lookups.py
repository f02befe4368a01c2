"""The methods that tell who is who: auth.test, users.*, team.info, bots.info."""

from demo.slack.conversations import page
from demo.slack.people import Person
from demo.slack.wire import Args, Json, Refused
from demo.slack.workspace import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, Workspace


def auth_test(space: Workspace, args: Args) -> Json:
    """auth.test."""
    return {
        "url": f"{space.base}/",
        "team": "Lokal",
        "team_id": TEAM_ID,
        "user": "fristvakt",
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def _profile(space: Workspace, person: Person, args: Args) -> Json:
    with_email = space.may("users:read.email")
    return person.profile(space.wall(), with_locale=args.flag("include_locale"), with_email=with_email)


def user_info(space: Workspace, args: Args) -> Json:
    """users.info; the locale comes only with `include_locale`, the address only with the scope for it."""
    return {"user": _profile(space, space.person(args.text("user")), args)}


def user_list(space: Workspace, args: Args) -> Json:
    """users.list."""
    found, cursor = page(args, list(space.people.by_id.values()))
    return {"members": [_profile(space, p, args) for p in found], "response_metadata": {"next_cursor": cursor}}


def user_by_email(space: Workspace, args: Args) -> Json:
    """users.lookupByEmail: active members only."""
    person = space.people.with_email(args.needed("email"))
    if person is None:
        raise Refused("users_not_found")
    return {"user": _profile(space, person, args)}


def team_info(space: Workspace, args: Args) -> Json:
    """team.info."""
    return {"team": {"id": TEAM_ID, "name": "Lokal", "domain": TEAM_DOMAIN, "email_domain": "", "icon": {}}}


def bot_info(space: Workspace, args: Args) -> Json:
    """bots.info."""
    if args.text("bot") not in ("", BOT_ID):
        raise Refused("bot_not_found")
    return {"bot": {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER, "name": "fristvakt", "deleted": False}}
