"""A process that keeps mail until somebody kills it.

It imports everything once and forks for each life, so that many cost little. It reads orders from stdin, a JSON object a line: `url`
of the database and `limits` by field. The life that it begins then says its `port` and `pid` on stdout.
"""

import asyncio
import json
import os
import signal
import sys
import traceback
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any, NoReturn

from mailgateway.limits import Limits
from mailgateway.server import Listener
from store.database import open_database
from tests.conftest import SEALING_KEY
from tests.mailgateway.talking import DOMAIN


async def keep(order: dict[str, Any]) -> None:
    """Until the end of the process."""
    async with await open_database(order["url"], SEALING_KEY) as store:
        networks, limits = [ip_network("127.0.0.0/8")], Limits(**order["limits"])
        listener = Listener(
            store, DOMAIN, networks, lambda: datetime.now(UTC), lambda: None, limits=limits, free=store.free_octets
        )
        _, port = await listener.start("127.0.0.1", 0)
        sys.stdout.write(json.dumps({"port": port, "pid": os.getpid()}) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def live(order: dict[str, Any]) -> NoReturn:
    try:
        asyncio.run(keep(order))
    except BaseException:
        traceback.print_exc()
    os._exit(0)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            live(json.loads(line))


if __name__ == "__main__":
    main()
