"""The tables of the rulebooks and laws that two persons put into effect, and of the rulebook that held before."""

from sqlalchemy import text
from sqlalchemy.schema import Table
from sqlalchemy.types import Text

from store.columns import col, index, metadata, own_id, ref
from store.types import Moment

CONFIRMED = text("confirmed_at IS NOT NULL")

rulebooks = Table(
    "rulebooks",
    metadata,
    own_id(),
    col("kind", Text, "rulebook or law"),
    col("name", Text, "The rulebook's id or the law's name"),
    col("digest", Text, "SHA-256 of the text"),
    col("text", Text, "The TOML text as it was loaded"),
    col("shown", Text, "SHA-256 of the difference that was shown at loading"),
    ref("loaded_by", "staff.id", "Who loaded it"),
    col("loaded_via", Text, "By which way it was loaded, as cli:user"),
    col("loaded_at", Moment, "When it was loaded, UTC"),
    ref("confirmed_by", "staff.id", "The second person, empty until confirmed (D-35)", nullable=True),
    col("confirmed_via", Text, "By which way it was confirmed", nullable=True),
    col("confirmed_at", Moment, "When it took effect, UTC", nullable=True),
    index("ix_rulebooks_confirmed", "confirmed_at", where=CONFIRMED),
)

first_rulebooks = Table(
    "first_rulebooks",
    metadata,
    own_id(),
    col("digest", Text, "SHA-256 of the text"),
    col("text", Text, "The TOML text that the settings named at the first start; the newest row holds"),
    col("since", Moment, "When that was, UTC"),
)
