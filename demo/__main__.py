"""`python -m demo`: the pretend university and its page, until a signal comes."""

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path

from aiohttp import web

from demo.page import Page
from demo.university import RealWorld, University
from fristvakt.settings import BadSettings

FOLDER = Path("var/demo")
HOST = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TO_TRY = 20


def main() -> None:
    """Run the demo; end with 1 and a sentence when the settings would take it outside this machine."""
    parser = argparse.ArgumentParser(prog="demo", description="Fristvakt with a pretend university around it.")
    parser.add_argument("--keep", action="store_true", help="go on with the cases and the time of the last run")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="where the page is (the next free one if taken)")
    chosen = parser.parse_args()
    try:
        asyncio.run(run(chosen.port, keep=chosen.keep))
    except (RealWorld, BadSettings) as fault:
        sys.exit(f"{fault}")


async def run(port: int, *, keep: bool) -> None:
    """Start the university and its page, say where it is, and stop everything at SIGINT or SIGTERM."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    university = University(FOLDER, os.environ, keep=keep)
    await university.start()
    runner = web.AppRunner(Page(university).app(), access_log=None, shutdown_timeout=0.5)
    try:
        await runner.setup()
        found = await listen(runner, port)
        sys.stdout.write(f"Fristvakt demo: http://{HOST}:{found}/\n")
        sys.stdout.flush()
        await ended.wait()
    finally:
        await runner.cleanup()
        await university.stop()


async def listen(runner: web.AppRunner, port: int) -> int:
    """Listen on the first free port from `port` on and return it; raise `OSError` when none is free."""
    for candidate in range(port, port + PORTS_TO_TRY):
        try:
            await web.TCPSite(runner, HOST, candidate).start()
        except OSError:
            continue
        return candidate
    raise OSError(f"no free port from {port} to {port + PORTS_TO_TRY - 1}")


if __name__ == "__main__":
    main()
