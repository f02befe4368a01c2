"""Which moves are decisions that must say what they rest on, and the page where each is written (forvaltningsloven §§ 24, 25)."""

from collections.abc import Mapping

from casework.access import Move
from casework.links import Purpose

# The moves that nobody may take without grounds, each with the page where they are written.
GROUNDED: Mapping[Move, Purpose] = {
    Move.REJECT: Purpose.REJECT,
    Move.ANNUL_REGRADE: Purpose.ANNUL_REGRADE,
    Move.ANNUL_NEW_EXAM: Purpose.ANNUL_NEW_EXAM,
    Move.FORWARD: Purpose.FORWARD,
    Move.BOARD_UPHELD: Purpose.BOARD_UPHELD,
    Move.NO_SHOW_STATED: Purpose.NO_SHOW_STATED,
    Move.REOPEN: Purpose.REOPEN,
}
