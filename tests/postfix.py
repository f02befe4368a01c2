"""A Postfix of Debian for one test: its own folder and high ports on the loopback, set up with the files of `manifests/postfix`."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parent.parent / "manifests" / "postfix"
INSTALLED = Path("/etc/postfix/fristvakt")
AROUND = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
in_flow_delay = 0
relayhost = [127.0.0.1]:{world}
smtpd_milters = inet:127.0.0.1:{milter}
"""
DAEMONS = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True, slots=True)
class Postfix:
    """A running Postfix; `port` is where it takes mail, `inner` where it brings ours, `world` where it brings all other mail."""

    folder: Path
    port: int
    inner: int
    world: int

    def run(self, name: str, *words: str) -> str:
        """What one of its programs says."""
        command = [program(name), "-c", str(self.folder), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def queue(self) -> list[dict[str, Any]]:
        """Every mail that it holds."""
        return [json.loads(line) for line in self.run("postqueue", "-j").splitlines()]

    def try_again(self) -> None:
        """Delivers at once what it had put off."""
        self.run("postqueue", "-f")

    def forget(self) -> None:
        """Throws away all that it holds."""
        self.run("postsuper", "-d", "ALL")

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postfix(transport: str, milter: int) -> Iterator[Postfix]:
    """Runs one that brings mail for us by `transport`, in which {inner} stands for its port."""
    port, inner, world = free_port(), free_port(), free_port()
    # Its daemons are not root and do not come into pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="fristvakt-postfix-"))
    folder.chmod(0o755)
    (folder / "queue").mkdir()
    (folder / "data").mkdir()
    shutil.chown(folder / "data", "postfix")
    for name in ("recipients", "header_checks"):
        shutil.copy(SAMPLE / name, folder / name)
    (folder / "transport").write_text(f"eksamen.example.no {transport.format(inner=inner)}\n")
    sample = (SAMPLE / "main.cf").read_text().replace(str(INSTALLED), str(folder))
    (folder / "main.cf").write_text(AROUND.format(folder=folder, world=world, milter=milter) + sample)
    (folder / "master.cf").write_text(DAEMONS.format(port=port) + (SAMPLE / "master.cf").read_text())
    running = Postfix(folder, port, inner, world)
    try:
        running.run("postfix", "start")
        yield running
    finally:
        subprocess.run([program("postfix"), "-c", folder, "stop"], check=False, capture_output=True)
        shutil.rmtree(folder)


def can_run() -> bool:
    """Whether this machine has what these tests need: Postfix, swaks, and the rights to start a mail system."""
    return all(map(program, ("postfix", "swaks"))) and os.geteuid() == 0


def program(name: str) -> str | None:
    """Where a program is; those of a mail server are not always on everybody's path."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
