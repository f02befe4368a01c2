"""The methods that read channels, and the one that opens a direct channel."""

import base64
from copy import deepcopy
from typing import Any

from demo.slack.wire import Args, Json, Refused, invalid
from demo.slack.workspace import TEAM_ID, Channel, Workspace, message_of

MOST_A_PAGE = 999


def page(args: Args, items: list[Any], default: int = 100) -> tuple[list[Any], str]:
    """Return one page of a list by `cursor` and `limit`, and the cursor of the next, "" at the end."""
    limit = args.number("limit", default)
    if not 1 <= limit <= MOST_A_PAGE:
        raise Refused("invalid_limit")
    start = _start(args.text("cursor"))
    more = start + limit < len(items)
    return items[start : start + limit], base64.b64encode(b"next:%d" % (start + limit)).decode() if more else ""


def _start(cursor: str) -> int:
    try:
        return int(base64.b64decode(cursor, validate=True).removeprefix(b"next:") or b"0")
    except ValueError:
        raise Refused("invalid_cursor") from None


def open_direct(space: Workspace, args: Args) -> Json:
    """conversations.open, for one person or an existing direct channel."""
    if args.has("channel"):
        return {"channel": {"id": space.channel(args.text("channel")).id}, "no_op": True, "already_open": True}
    users = args.needed("users").split(",")
    if len(users) != 1:
        raise invalid("invalid_arguments", ["[ERROR] the local Slack opens direct channels of two only"])
    if space.person(users[0]).deleted:
        raise Refused("user_disabled")
    channel = space.direct(users[0])
    return {"channel": _shown(space, channel) if args.flag("return_im") else {"id": channel.id}}


def _shown(space: Workspace, channel: Channel) -> Json:
    shown: Json = {"id": channel.id, "is_im": bool(channel.peer), "is_channel": not channel.peer, "is_archived": False}
    peer = space.people.find(channel.peer)
    if peer is not None:
        return shown | {"user": channel.peer, "is_user_deleted": peer.deleted, "is_org_shared": False}
    return shown | {"name": channel.name, "is_member": True, "is_ext_shared": False, "context_team_id": TEAM_ID}


def info(space: Workspace, args: Args) -> Json:
    """conversations.info."""
    return {"channel": _shown(space, space.channel(args.text("channel")))}


def listing(space: Workspace, args: Args) -> Json:
    """conversations.list, of the kinds that `types` names."""
    types = {kind.strip() for kind in (args.text("types") or "public_channel").split(",")}
    wanted = [c for c in space.channels.values() if ("im" if c.peer else "public_channel") in types]
    found, cursor = page(args, wanted)
    return {"channels": [_shown(space, c) for c in found], "response_metadata": {"next_cursor": cursor}}


def members(space: Workspace, args: Args) -> Json:
    """conversations.members."""
    found, cursor = page(args, sorted(space.channel(args.text("channel")).members))
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def _within(args: Args, ts: str) -> bool:
    oldest, latest = args.text("oldest") or "0", args.text("latest") or "9999999999"
    if args.flag("inclusive"):
        return float(oldest) <= float(ts) <= float(latest)
    return float(oldest) < float(ts) < float(latest)


def _messages(args: Args, messages: list[Json]) -> Json:
    found, cursor = page(args, messages)
    with_metadata = args.flag("include_all_metadata")
    shown = [{k: v for k, v in m.items() if with_metadata or k != "metadata"} for m in found]
    return {"messages": deepcopy(shown), "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def history(space: Workspace, args: Args) -> Json:
    """conversations.history: newest first, replies in threads left out."""
    channel = space.joined(args.text("channel"))
    top = [m for m in channel.messages.values() if m.get("thread_ts", m["ts"]) == m["ts"]]
    return _messages(args, [m for m in reversed(top) if _within(args, m["ts"])])


def replies(space: Workspace, args: Args) -> Json:
    """conversations.replies: the root, then its replies, oldest first."""
    channel = space.joined(args.text("channel"))
    try:
        root = message_of(channel, args.text("ts"))
    except Refused:
        raise Refused("thread_not_found") from None
    thread_ts = root.get("thread_ts", root["ts"])
    thread = [m for m in channel.messages.values() if m.get("thread_ts", m["ts"]) == thread_ts]
    return _messages(args, [m for m in thread if m["ts"] == thread_ts or _within(args, m["ts"])])
