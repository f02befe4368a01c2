"""What a watcher asks: /healthz, whether the process lives, and /readyz, whether it can do its work."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

Check = Callable[[], Awaitable[bool]]
EMPTY: Mapping[str, Check] = {}


def add_health(app: web.Application, checks: Mapping[str, Check], told: Mapping[str, Check] = EMPTY) -> None:
    """Adds both paths. /readyz answers 200 when every check holds, else 503, and names each check with true or false.

    Those in `told` are named too and decide nothing: a mail that nobody can read must not take the whole service out of use.
    """

    async def alive(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def ready(_: web.Request) -> web.Response:
        held = {name: await check() for name, check in checks.items()}
        status = 200 if all(held.values()) else 503
        return web.json_response({**held, **{name: await check() for name, check in told.items()}}, status=status)

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
