"""From the command to listening, and the memory of a service that has nothing to do, beside importing the same libraries."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.children import resident_mib
from bench.table import Row, compared

REPETITIONS = 5
PATIENCE_SECONDS = 30.0
IDLE_SECONDS = 1.0
NAMED = """
import sys
before = set(sys.modules)
import json, fristvakt.cli
ours = {"bench", "bot", "casework", "demo", "exchange", "fristvakt", "mailgateway", "store", "web"}
print(json.dumps([name for name in sys.modules if name not in before and name.partition(".")[0] not in ours]))
"""
IMPORTING = """
import contextlib, importlib, json, sys
for name in json.load(open(sys.argv[1])):
    with contextlib.suppress(ImportError):  # some are made by another module and have no file
        importlib.import_module(name)
print("done", flush=True)
sys.stdin.read()
"""


def measure(*, full: bool) -> Iterator[Row]:
    """Two rows: time and memory."""
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / "names.json"
        names.write_bytes(subprocess.run([sys.executable, "-c", NAMED], capture_output=True, check=True).stdout)
        _serve(Path(folder))  # makes the database and the keys, which are there at every later start
        pairs = [(_serve(Path(folder)), _import(names)) for _ in range(REPETITIONS)]
        beside = f"importing the same {len(json.loads(names.read_bytes())):,} modules"
    times = [(ours[0], theirs[0]) for ours, theirs in pairs]
    memory = [(ours[1], theirs[1]) for ours, theirs in pairs]
    yield compared("start to listening", beside, "s", times, must=1.5, aim=1.1)
    yield compared("resident memory, idle", beside, "MiB", memory, must=1.5, aim=1.2)


def _serve(folder: Path) -> tuple[float, float]:
    """Seconds until the SMTP port answers, and the resident MiB a moment later."""
    port = _free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [Path(sys.executable).with_name("fristvakt"), "serve"], env=_settings(folder, port), stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        seconds = time.perf_counter() - begun
        time.sleep(IDLE_SECONDS)
        return seconds, resident_mib(process.pid)
    finally:
        process.terminate()
        process.wait()


def _import(names: Path) -> tuple[float, float]:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORTING, str(names)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        return time.perf_counter() - begun, resident_mib(process.pid)


def _settings(folder: Path, port: int) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FRISTVAKT_", "SLACK_"))}
    return {
        **kept,
        "FRISTVAKT_DATABASE_URL": f"sqlite:///{folder / 'fristvakt.db'}",
        "FRISTVAKT_KEY_FILE": str(folder / "fristvakt.key"),
        "FRISTVAKT_SMTP_LISTEN": f"127.0.0.1:{port}",
        "FRISTVAKT_HTTP_LISTEN": "127.0.0.1:0",
    }


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.perf_counter() + PATIENCE_SECONDS
    while time.perf_counter() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1.0).close()
        except ConnectionRefusedError:
            time.sleep(0.002)
        else:
            return
    raise TimeoutError("the service did not start")
