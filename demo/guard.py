"""Keeps the page to this machine and to itself: other hosts, other sites and foreign content are refused."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from fristvakt.settings import LOOPBACK

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
READING = ("GET", "HEAD")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 403 to a foreign host or origin, and 415 to a post that is no JSON; every answer gets the headers."""
    refusal = _refusal(request)
    try:
        response = refusal or await handler(request)
    except web.HTTPException as answer:
        answer.headers.update(HEADERS)
        raise
    response.headers.update(HEADERS)
    return response


def _refusal(request: web.Request) -> web.Response | None:
    if urlsplit(f"//{request.host}").hostname not in LOOPBACK:
        return web.json_response({"error": "Denne siden svarer bare på 127.0.0.1."}, status=403)
    origin = request.headers.get("Origin")
    reads = request.method in READING
    if origin != f"http://{request.host}" and not (origin is None and reads):
        return web.json_response({"error": "Denne siden svarer bare seg selv."}, status=403)
    if not reads and request.content_type != "application/json":
        return web.json_response({"error": "Denne siden tar bare imot JSON."}, status=415)
    return None
