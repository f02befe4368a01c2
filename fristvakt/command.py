"""The `fristvakt` command. Answering facts loads nothing but the law; every other command loads the service."""

import gc
import sys
from importlib import import_module

from fristvakt.dating import answer_stdin

ANSWERS = {("dates",): False, ("dates", "--explain"): True}


def main() -> None:
    """The entry point: facts on stdin are answered here, whatever else is asked for goes to `fristvakt.cli`."""
    asked = tuple(sys.argv[1:])
    if asked in ANSWERS:
        answer_stdin(explain=ANSWERS[asked])
    else:
        gc.disable()  # what is loaded stays, and need not be looked through again and again meanwhile
        command_line = import_module("fristvakt.cli")
        gc.freeze()
        gc.enable()
        command_line.main()
