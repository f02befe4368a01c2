"""The Web API: which methods there are, what they need, and how a call is answered, refused or cut."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from aiohttp import web

from demo.slack import chat, conversations, lookups, views
from demo.slack.faults import Fault, Faults
from demo.slack.recorder import Call, Recorder
from demo.slack.wire import Args, Json, Refused, read_args, token_of
from demo.slack.workspace import APP_ID, Workspace


class Method(NamedTuple):
    """A method and the scope it needs; `{kind}` stands for `im` or `channels`."""

    run: Callable[[Workspace, Args], Json]
    scope: str = ""


METHODS: dict[str, Method] = {
    "auth.test": Method(lookups.auth_test),
    "chat.postMessage": Method(chat.post_message, "chat:write"),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write"),
    "chat.update": Method(chat.update, "chat:write"),
    "chat.delete": Method(chat.delete, "chat:write"),
    "chat.getPermalink": Method(chat.permalink),
    "conversations.open": Method(conversations.open_direct, "im:write"),
    "conversations.info": Method(conversations.info, "{kind}:read"),
    "conversations.history": Method(conversations.history, "{kind}:history"),
    "conversations.replies": Method(conversations.replies, "{kind}:history"),
    "conversations.members": Method(conversations.members, "{kind}:read"),
    "conversations.list": Method(conversations.listing, "{kind}:read"),
    "users.info": Method(lookups.user_info, "users:read"),
    "users.list": Method(lookups.user_list, "users:read"),
    "users.lookupByEmail": Method(lookups.user_by_email, "users:read.email"),
    "reactions.add": Method(chat.add_reaction, "reactions:write"),
    "reactions.remove": Method(chat.remove_reaction, "reactions:write"),
    "views.open": Method(views.open_view),
    "views.push": Method(views.push_view),
    "views.update": Method(views.update_view),
    "views.publish": Method(views.publish_view),
    "team.info": Method(lookups.team_info, "team:read"),
    "bots.info": Method(lookups.bot_info, "users:read"),
    "assistant.threads.setStatus": Method(chat.assistant_note, "assistant:write"),
    "assistant.threads.setTitle": Method(chat.assistant_note, "assistant:write"),
    "assistant.threads.setSuggestedPrompts": Method(chat.assistant_note, "assistant:write"),
}
OPEN_SOCKET = "apps.connections.open"
PACED = {"chat.postMessage", "chat.postEphemeral"}


@dataclass
class Reply:
    """The answer to a call before it goes out."""

    body: Json
    status: int = 200
    retry_after: int = 0


@dataclass
class Api:
    """Answers calls to `/api/<method>`; `sockets` gives the address of a new Socket Mode connection."""

    space: Workspace
    faults: Faults
    recorder: Recorder
    bot_token: str
    app_token: str
    sockets: Callable[[], str]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, whatever the verb and the form of its arguments."""
        name = request.match_info["method"]
        try:
            args = await read_args(request)
        except Refused as refused:
            return web.json_response({"ok": False, "error": refused.error})
        fault = self.faults.take(name)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if self.faults.away or (fault is not None and fault.kind == "reset-before"):
            self._record(name, args, Reply({}, 0), cut=True)
            await self.space.announce()
            return cut_connection(request)
        reply = self.reply(name, args, token_of(request, args), fault)
        cut = fault is not None and fault.kind == "reset-after"
        self._record(name, args, reply, cut=cut)
        await self.space.announce()
        return cut_connection(request) if cut else self._written(reply)

    def reply(self, name: str, args: Args, token: str, fault: Fault | None) -> Reply:
        """Return what the call comes to; its `fault`, if any, comes first."""
        broken = _broken(fault)
        if broken is not None:
            return broken
        try:
            self._check_token(name, token)
            if name == OPEN_SOCKET:
                return Reply({"ok": True, "url": self.sockets()})
            if name not in METHODS:
                raise Refused("unknown_method", req_method=name)
            self._check_scope(METHODS[name].scope, args)
            seconds = self._seconds_to_wait(name, args)
            if seconds:
                return Reply({"ok": False, "error": "ratelimited"}, 429, seconds)
            return Reply({"ok": True, **METHODS[name].run(self.space, args)})
        except Refused as refused:
            return Reply({"ok": False, "error": refused.error, **refused.extra})

    def _check_token(self, name: str, token: str) -> None:
        wanted = self.app_token if name == OPEN_SOCKET else self.bot_token
        if not token:
            raise Refused("not_authed")
        if token != wanted:
            known = token in (self.app_token, self.bot_token)
            raise Refused("not_allowed_token_type" if known else "invalid_auth")

    def _check_scope(self, scope: str, args: Args) -> None:
        channel = self.space.channels.get(args.text("channel"))
        kind = "im" if (channel and channel.peer) or args.text("types") == "im" else "channels"
        needed = scope.format(kind=kind)
        if needed and not self.space.may(needed):
            raise Refused("missing_scope", needed=needed, provided=",".join(sorted(self.space.scopes or ())))

    def _seconds_to_wait(self, name: str, args: Args) -> int:
        if name not in PACED:
            return 0
        return self.space.buckets.wait_for(self.space.writable(args.text("channel")).id)

    def _record(self, name: str, args: Args, reply: Reply, *, cut: bool) -> None:
        answer = None if cut else reply.body
        self.recorder.calls.append(Call(name, args.values, self.space.clock(), reply.status, answer))

    def _written(self, reply: Reply) -> web.Response:
        headers = {"X-Slack-Unique-Id": APP_ID}
        if reply.retry_after:
            headers["Retry-After"] = str(reply.retry_after)
        if self.space.scopes is not None:
            headers["X-OAuth-Scopes"] = ",".join(sorted(self.space.scopes))
        if reply.status >= 500:
            return web.Response(status=reply.status, text="<html>Server Error</html>", content_type="text/html")
        return web.json_response(reply.body, status=reply.status, headers=headers)


def _broken(fault: Fault | None) -> Reply | None:
    if fault is None or fault.kind in {"slow", "reset-before", "reset-after"}:
        return None
    if fault.kind == "500":
        return Reply({}, 500)
    if fault.kind == "429":
        return Reply({"ok": False, "error": "ratelimited"}, 429, max(1, int(fault.seconds)))
    return Reply({"ok": False, "error": fault.kind})


def cut_connection(request: web.Request) -> web.Response:
    """Cut the line so that the caller gets a reset and never an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
