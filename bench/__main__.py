"""`python -m bench [NAME …] [--full]`: one table, each figure beside a yardstick taken in the same run."""

import argparse
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator

from bench import dates, digest, mail_accepted, mail_processed, reading, slack_command, starting
from bench.table import Row, drawn

MEASURES: dict[str, Callable[..., Iterator[Row]]] = {
    "mail": mail_accepted.measure,
    "processed": mail_processed.measure,
    "slack": slack_command.measure,
    "digest": digest.measure,
    "reading": reading.measure,
    "dates": dates.measure,
    "start": starting.measure,
}


def main() -> int:
    """Runs what is asked for, all by default; 1 when something that must be reached is not."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *MEASURES], metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--full", action="store_true", help="1,000,000 cases instead of 200,000, and more mails")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)  # servers that are closed while somebody still talks to them say so
    begun, rows = time.perf_counter(), []
    for name in asked.names or MEASURES:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        rows += MEASURES[name](full=asked.full)
    print(drawn(rows))
    spent = time.perf_counter() - begun
    print(
        f"\n{os.cpu_count()} cores, Python {sys.version.split()[0]}, {spent:.0f} s. Only ratios of one run mean anything."
    )
    return int(any(row.reached == "NO" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
