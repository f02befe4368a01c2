"""Signed deliveries to a request URL, with signatures that can be too old or broken on request."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass
from time import time
from urllib.parse import urlencode

import aiohttp

from demo.slack.courier import Parcel, Receipt
from demo.slack.faults import Faults, Mischief
from demo.slack.wire import Json

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass
class RequestUrl:
    """The address that the app listens on; implements `Road`. `ack_seconds` is how long an answer may take."""

    url: str
    secret: str
    faults: Faults
    session: aiohttp.ClientSession
    ack_seconds: float

    async def carry(self, parcel: Parcel, mischief: Mischief) -> Receipt:
        """Post one delivery and return what the app answered."""
        if self.faults.away:
            return Receipt(acked=False, error="connection_failed")
        content_type, body = written(parcel)
        headers = {"Content-Type": content_type} | self._signed(body, mischief)
        if parcel.attempt:
            headers |= {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}
        try:
            return await asyncio.wait_for(self._post(body, headers), self.ack_seconds)
        except TimeoutError:
            return Receipt(acked=False, error="http_timeout")
        except aiohttp.ClientError:
            return Receipt(acked=False, error="connection_failed")

    async def _post(self, body: bytes, headers: dict[str, str]) -> Receipt:
        async with self.session.post(self.url, data=body, headers=headers) as response:
            text = await response.text()
            acked = 200 <= response.status < 300
            payload = _read(text, response.content_type) if acked else None
            return Receipt(acked, payload, "" if acked else "http_error", response.status)

    def _signed(self, body: bytes, mischief: Mischief) -> dict[str, str]:
        stamp = str(int(time() + mischief.skew))
        signature = sign(self.secret, stamp, body)
        if mischief.spoilt:
            signature = signature[:-4] + ("0000" if signature[-4:] != "0000" else "1111")
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


def sign(secret: str, stamp: str, body: bytes) -> str:
    """Return the v0 signature of a body at `stamp`, seconds since 1970."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()


def written(parcel: Parcel) -> tuple[str, bytes]:
    """Return content type and body as Slack posts them: events as JSON, commands as a form, clicks as JSON in a form."""
    if parcel.kind == "events_api":
        return JSON_TYPE, json.dumps(parcel.payload).encode()
    if parcel.kind == "slash_commands":
        return FORM_TYPE, urlencode(parcel.payload).encode()
    return FORM_TYPE, urlencode({"payload": json.dumps(parcel.payload)}).encode()


def _read(text: str, content_type: str) -> Json:
    if not text:
        return {}
    if content_type == JSON_TYPE:
        return dict(json.loads(text))
    return {"text": text}
