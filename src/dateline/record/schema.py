"""Tables and views of a record, in SQLAlchemy Core, for SQLite and PostgreSQL alike.

Facts are only ever added to: `blob`, `report`, `reading`, `judgement`, `problem`, `minted`. The rest is derived and is
rewritten as a whole. Documented for readers without this program in docs/record.md.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("media_type", Text, nullable=False),
)

report = Table(
    "report", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("sha256", Text, ForeignKey("blob.sha256"), nullable=False),
    Column("origin", Text, nullable=False), Column("url", Text), Column("outlet", Text), Column("title", Text),
    Column("published", Text), Column("printed", Text), Column("acquired", Text, nullable=False), Column("media_type", Text, nullable=False),
    Column("raw_text", Text, nullable=False),
)  # fmt: skip

reading = Table(
    "reading", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("reader", Text, nullable=False), Column("codebook", Text, nullable=False), Column("dateline", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)  # fmt: skip

judgement = Table(
    "judgement", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("verdict", Text, nullable=False), Column("anchors", Text, nullable=False), Column("field", Text), Column("value", Text),
    Column("because", Text), Column("made_by", Text, nullable=False), Column("made_at", Text, nullable=False), Column("undoes", Integer),
)  # fmt: skip

problem = Table(
    "problem",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("file", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("todo", Text, nullable=False),
    Column("seen", Text, nullable=False),
)

minted = Table(
    "minted",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("redirect", Text),
)
member = Table("member", metadata, Column("member", Text, primary_key=True), Column("id", Text, nullable=False))
state = Table("state", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# --- derived ---

report_date = Table(
    "report_date",
    metadata,
    Column("report", Text, primary_key=True),
    Column("title", Text),
    Column("earliest", Text),
    Column("latest", Text),
    Column("basis", Text, nullable=False),
    Column("body", Text, nullable=False),
)

event = Table(
    "event", metadata,
    Column("id", Text, primary_key=True), Column("grade", Text, nullable=False, index=True), Column("type", Text, nullable=False), Column("acled", Text), Column("summary", Text, nullable=False),
    Column("status", Text, nullable=False), Column("earliest", Text), Column("latest", Text), Column("precision", Text),
    Column("place", Text), Column("admin1", Text), Column("country", Text), Column("lat", Float), Column("lon", Float), Column("place_precision", Text),
    Column("killed_low", Integer), Column("killed_best", Integer), Column("killed_high", Integer), Column("killed_standing", Text),
    Column("injured_low", Integer), Column("injured_high", Integer), Column("injured_standing", Text),
    Column("reports", Integer, nullable=False), Column("origins", Integer, nullable=False), Column("origins_max", Integer, nullable=False),
    Column("reviewed", Boolean, nullable=False), Column("body", Text, nullable=False),
)  # fmt: skip

claim = Table(
    "claim", metadata,
    Column("report", Text, primary_key=True), Column("claim", Text, primary_key=True), Column("event", Text, index=True),
    Column("grade", Text, nullable=False, index=True), Column("type", Text, nullable=False), Column("status", Text, nullable=False), Column("quote", Text, nullable=False),
    Column("raw_start", Integer, nullable=False), Column("raw_end", Integer, nullable=False),
    Column("trigger_start", Integer, nullable=False), Column("trigger_end", Integer, nullable=False),
    Column("speaker", Text), Column("voice", Text, nullable=False), Column("earliest", Text), Column("latest", Text), Column("place", Text),
    Column("killed_low", Integer), Column("killed_high", Integer), Column("injured_low", Integer), Column("injured_high", Integer), Column("body", Text, nullable=False),
)  # fmt: skip

event_value = Table(
    "event_value", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True), Column("event", Text, nullable=False, index=True), Column("report", Text, nullable=False),
    Column("claim", Text, nullable=False), Column("field", Text, nullable=False), Column("value", Text, nullable=False), Column("low", Integer), Column("high", Integer),
    Column("quote", Text, nullable=False), Column("raw_start", Integer, nullable=False), Column("raw_end", Integer, nullable=False), Column("speaker", Text), Column("status", Text, nullable=False),
)  # fmt: skip

entity = Table(
    "entity",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
figure = Table(
    "figure",
    metadata,
    Column("id", Text, primary_key=True),
    Column("what", Text, nullable=False),
    Column("low", Integer),
    Column("high", Integer),
    Column("unit", Text),
    Column("body", Text, nullable=False),
)
link = Table(
    "link", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True), Column("of", Text, nullable=False), Column("left_report", Text, nullable=False), Column("left_key", Text, nullable=False),
    Column("right_report", Text, nullable=False), Column("right_key", Text, nullable=False), Column("score", Float, nullable=False), Column("reasons", Text, nullable=False), Column("against", Text),
)  # fmt: skip

DERIVED = (report_date, event, claim, event_value, entity, figure, link)
Index("claim_by_event", claim.c.event, claim.c.report)
