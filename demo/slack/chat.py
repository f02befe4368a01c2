"""The methods that write: chat.*, reactions.* and the notes of an assistant."""

import json
from copy import deepcopy
from typing import Any

from demo.slack.limits import MOST_MARKDOWN, check_message_blocks, check_text_length
from demo.slack.screen import minted
from demo.slack.wire import Args, Json, Refused
from demo.slack.workspace import APP_ID, BOT_ID, BOT_USER, TEAM_ID, Channel, Workspace, message_of

MOST_METADATA_BYTES = 16_384


def content(args: Args, *, needed: bool = True) -> Json:
    """Return text, blocks and metadata of a post as checked; raise `Refused` (`no_text`, `invalid_blocks`, …)."""
    text = args.text("text")
    blocks = args.structure("blocks", "invalid_blocks_format")
    if args.has("markdown_text"):
        if text or blocks:
            raise Refused("markdown_text_conflict")
        text = args.text("markdown_text")
        if len(text) > MOST_MARKDOWN:
            raise Refused("msg_too_long")
    if needed and not text and not blocks and not args.structure("attachments", "invalid_attachments"):
        raise Refused("no_text")
    check_text_length(text)
    body: Json = {"text": text, "blocks": minted(check_message_blocks(blocks or []))}
    metadata = _metadata(args)
    return body | ({"metadata": metadata} if metadata else {})


def _metadata(args: Args) -> Json | None:
    metadata: Any = args.structure("metadata", "invalid_metadata_format")
    if not metadata:
        return None
    shaped = isinstance(metadata, dict) and isinstance(metadata.get("event_payload"), dict)
    if not shaped or not metadata.get("event_type"):
        raise Refused("invalid_metadata_format")
    if len(json.dumps(metadata)) > MOST_METADATA_BYTES:
        raise Refused("metadata_too_large")
    return dict(metadata)


def bot_message(space: Workspace, body: Json) -> Json:
    """Return a new message of the app, not yet anywhere."""
    return {
        "type": "message",
        "user": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "team": TEAM_ID,
        "ts": space.next_ts(),
        **body,
    }


def store(space: Workspace, channel: Channel, message: Json, thread_ts: str = "") -> Json:
    """Put a message into a channel, into a thread when `thread_ts` names its root; return it."""
    if thread_ts:
        root = message_of(channel, thread_ts)
        message["thread_ts"] = root.get("thread_ts", thread_ts)
        root["thread_ts"] = root.get("thread_ts", thread_ts)
        root["reply_count"] = root.get("reply_count", 0) + 1
    channel.messages[message["ts"]] = message
    return message


def event_of(space: Workspace, channel: Channel, message: Json) -> Json:
    """Return the message event that subscribers of this channel get."""
    kind = "im" if channel.peer else "channel"
    where = {"channel": channel.id, "channel_type": kind, "event_ts": space.next_ts()}
    return deepcopy(message) | where


def post_message(space: Workspace, args: Args) -> Json:
    """chat.postMessage."""
    channel = space.writable(args.text("channel"))
    message = bot_message(space, content(args))
    store(space, channel, message, args.text("thread_ts"))
    space.tell(event_of(space, channel, message))
    return {"channel": channel.id, "ts": message["ts"], "message": deepcopy(message)}


def post_ephemeral(space: Workspace, args: Args) -> Json:
    """chat.postEphemeral: seen by one person, kept nowhere in the history."""
    channel = space.writable(args.text("channel"))
    user = args.text("user")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    return {"message_ts": whisper(space, channel, user, content(args), args.text("thread_ts"))["ts"]}


def whisper(space: Workspace, channel: Channel, user: str, body: Json, thread_ts: str = "") -> Json:
    """Show one person an ephemeral message and return it."""
    message = bot_message(space, body) | {"is_ephemeral": True, "to": user}
    if thread_ts:
        message["thread_ts"] = thread_ts
    channel.ephemerals[message["ts"]] = message
    return message


def update(space: Workspace, args: Args) -> Json:
    """chat.update: text without blocks drops the blocks, neither keeps both."""
    channel = space.channel(args.text("channel"))
    message = message_of(channel, args.text("ts"))
    if message["user"] != BOT_USER:
        raise Refused("cant_update_message")
    before = deepcopy(message)
    rewrite(message, args)
    message["edited"] = {"user": BOT_USER, "ts": space.next_ts()}
    space.tell(changed_event(space, channel, before, message))
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": deepcopy(message)}


def rewrite(message: Json, args: Args) -> None:
    """Replace the content of a message by what the call gives."""
    body = content(args, needed=False)
    if not any(args.has(name) for name in ("text", "blocks", "markdown_text")):
        body = {"metadata": body["metadata"]} if "metadata" in body else {}
    elif not args.has("text") and not args.has("markdown_text"):
        del body["text"]
    if "blocks" in body and not body["blocks"] and not body.get("text", message["text"]):
        raise Refused("no_text")
    message.update(body)


def changed_event(space: Workspace, channel: Channel, before: Json, after: Json) -> Json:
    """Return the event that tells of a rewritten message."""
    shell = {"type": "message", "subtype": "message_changed", "ts": space.next_ts(), "hidden": True}
    return event_of(space, channel, shell) | {"message": deepcopy(after), "previous_message": before}


def delete(space: Workspace, args: Args) -> Json:
    """chat.delete: the app's own messages only."""
    channel = space.channel(args.text("channel"))
    message = message_of(channel, args.text("ts"))
    if message["user"] != BOT_USER:
        raise Refused("cant_delete_message")
    space.tell(removed(space, channel, message))
    return {"channel": channel.id, "ts": message["ts"]}


def removed(space: Workspace, channel: Channel, message: Json) -> Json:
    """Take a message out of its channel and return the event that tells of it."""
    del channel.messages[message["ts"]]
    shell = {"type": "message", "subtype": "message_deleted", "ts": space.next_ts(), "hidden": True}
    return event_of(space, channel, shell) | {"deleted_ts": message["ts"], "previous_message": deepcopy(message)}


def permalink(space: Workspace, args: Args) -> Json:
    """chat.getPermalink."""
    channel = space.channel(args.text("channel"))
    ts = message_of(channel, args.text("message_ts"))["ts"]
    return {"channel": channel.id, "permalink": f"{space.base}/archives/{channel.id}/p{ts.replace('.', '')}"}


def _reaction(space: Workspace, args: Args) -> tuple[Json, str]:
    name = args.text("name").strip(":")
    if not name or not name.replace("_", "").replace("-", "").replace("+", "").isalnum():
        raise Refused("invalid_name")
    return message_of(space.joined(args.text("channel")), args.text("timestamp")), name


def add_reaction(space: Workspace, args: Args) -> Json:
    """reactions.add."""
    message, name = _reaction(space, args)
    users = reacting(message, name)
    if BOT_USER in users:
        raise Refused("already_reacted")
    set_reacting(message, name, [*users, BOT_USER])
    return {}


def remove_reaction(space: Workspace, args: Args) -> Json:
    """reactions.remove."""
    message, name = _reaction(space, args)
    users = reacting(message, name)
    if BOT_USER not in users:
        raise Refused("no_reaction")
    set_reacting(message, name, [user for user in users if user != BOT_USER])
    return {}


def reacting(message: Json, name: str) -> list[str]:
    """Return who reacted to a message with this emoji."""
    return next((r["users"] for r in message.get("reactions", []) if r["name"] == name), [])


def set_reacting(message: Json, name: str, users: list[str]) -> None:
    """Write who reacted to a message with this emoji."""
    others = [r for r in message.get("reactions", []) if r["name"] != name]
    message["reactions"] = others + ([{"name": name, "users": users, "count": len(users)}] if users else [])


def assistant_note(space: Workspace, args: Args) -> Json:
    """assistant.threads.*: accepted and kept as it is."""
    space.channel(args.text("channel_id"))
    space.threads.append(dict(args.values))
    return {}
