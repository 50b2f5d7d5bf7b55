"""People's judgements: append-only, named and dated, anchored on the words they are about."""

from __future__ import annotations

import click

from dateline.codebook import load_codebook
from dateline.commands.common import emit, open_book, open_record, record_option
from dateline.errors import NotFound, RecordError
from dateline.model import COUNTED, Anchor, Judgement
from dateline.publish.queries import Book
from dateline.record.store import Record
from dateline.resolve import place_named
from dateline.resolve.judge import attach, in_force
from dateline.settings import resolve

FIELDS = (*COUNTED, "when", "where", "type", "status", "published")
STATUSES = ("asserted", "likely", "possible", "unconfirmed", "denied", "planned", "conditional", "ongoing")
by_option = click.option("--by", "person", help="Who judges (default: $DATELINE_PERSON, else the login).")
because_option = click.option("--because", help="Why; kept with the judgement.")


def claim_anchor(book: Book, report: str, claim: str) -> Anchor:
    reading = book.record.reading(report)
    found = next((c for c in reading.claims if c.id == claim), None)
    if found is None:
        raise NotFound(f"{claim}: no such claim in report {report}")
    return Anchor(report=report, raw_span=found.raw_trigger, quote=reading.text[slice(*found.trigger)])


def anchor_of(book: Book, words: str) -> tuple[Anchor, str]:
    """What a judgement about an event, entity or claim holds on to, and which of the three it is."""
    entity = book.entity_by_id().get(words)
    if entity is not None:
        mention = entity.mentions[0]
        reading = book.record.reading(mention.report)
        text = next(m.text for m in reading.mentions if tuple(m.raw_span) == tuple(mention.raw_span))
        return Anchor(report=mention.report, raw_span=mention.raw_span, quote=text), "entity"
    for report, _, claim, _ in book.claims():
        if claim.id == words:
            return claim_anchor(book, report, words), "claim"
    event, _ = book.event(words)
    return claim_anchor(book, event.claims[0].report, event.claims[0].claim), "event"


def done(record: Record, number: int, words: str) -> None:
    record.derive()
    click.echo(f"judgement {number}: {words}", err=True)


def pair_command(verdict: str, help_: str) -> click.Command:
    @click.command(
        name=verdict,
        help=help_,
        epilog=f'Example: dateline {verdict} ev-abcde ev-fghij --because "same crossing, same hour" --record war.sqlite',
    )
    @click.argument("a")
    @click.argument("b")
    @record_option
    @by_option
    @because_option
    def command(a: str, b: str, where: str | None, person: str | None, because: str | None) -> None:
        book = open_book(where)
        (left, kind), (right, other) = anchor_of(book, a), anchor_of(book, b)
        if (kind == "entity") != (other == "entity"):
            raise RecordError(f"{a} is an {kind} and {b} an {other}; give two events or two entities")
        number = book.record.judge(
            verdict, [left, right], resolve(person=person).person, because, field="entity" if kind == "entity" else None
        )
        done(book.record, number, f"{a} and {b} are {'one' if verdict == 'same' else 'not one'}")

    return command


@click.command(epilog='Example: dateline reject c-0123456789ab --because "a quotation from a film" --record war.sqlite')
@click.argument("claim")
@record_option
@by_option
@because_option
def reject(claim: str, where: str | None, person: str | None, because: str | None) -> None:
    """Says that CLAIM was misread; it counts for nothing any more."""
    book = open_book(where)
    anchor, kind = anchor_of(book, claim)
    if kind != "claim":
        raise RecordError(f"{claim} is an {kind}; give the id of a claim (`dateline export --what claims` lists them)")
    done(
        book.record, book.record.judge("reject", [anchor], resolve(person=person).person, because), f"{claim} rejected"
    )


@click.command(
    name="set", epilog='Example: dateline set ev-abcde killed 31-35 --because "hospital list" --record war.sqlite'
)
@click.argument("subject", metavar="EVENT|REPORT")
@click.argument("field", type=click.Choice(FIELDS))
@click.argument("value")
@record_option
@by_option
@click.option("--because", required=True, help="Why; kept with the judgement.")
def set_(subject: str, field: str, value: str, where: str | None, person: str | None, because: str) -> None:
    """Sets FIELD of an event, or the publication date of a report.

    killed, injured, captured: N or LOW-HIGH. when: DAY or DAY/DAY. where: a place, or "PLACE, COUNTRY CODE".
    published (a report's): DAY.
    """
    check_value(field, value)
    book = open_book(where)
    if field == "published":
        report = book.report_id(subject)
        anchors = [Anchor(report=report, raw_span=(0, 0), quote="")]
    else:
        anchors = [anchor_of(book, subject)[0]]
    done(
        book.record,
        book.record.judge("set", anchors, resolve(person=person).person, because, field=field, value=value),
        f"{field} of {subject} set to {value}",
    )


def check_value(field: str, value: str) -> None:
    """Raises a clear error for a value its field cannot hold."""
    from datetime import date

    try:
        if field in COUNTED:
            parts = [int(p) for p in value.split("-")]
            if not (1 <= len(parts) <= 2 and parts == sorted(parts)):
                raise ValueError
        elif field in ("when", "published"):
            days = [date.fromisoformat(p) for p in value.split("/")]
            if not (1 <= len(days) <= 2 and days == sorted(days)):
                raise ValueError
        elif field == "where" and place_named(value) is None:
            raise RecordError(
                f"{value!r} is no place of the gazetteer; write a town, province or country, as in “Mosul, IQ”"
            )
        elif field == "type" and value not in load_codebook().types:
            raise RecordError(f"{value!r} is no type of the codebook; there are {', '.join(load_codebook().types)}")
        elif field == "status" and value not in STATUSES:
            raise RecordError(f"{value!r} is no status; there are {', '.join(STATUSES)}")
    except ValueError:
        raise RecordError(
            f"{value!r} is no value for {field}; write "
            + ("N or LOW-HIGH" if field not in ("when", "published") else "a day such as 2016-03-22, or DAY/DAY")
        ) from None


@click.command(epilog='Example: dateline withdraw 003 --because "the outlet retracted it" --record war.sqlite')
@click.argument("report")
@record_option
@by_option
@click.option("--because", required=True, help="Why; kept with the judgement.")
def withdraw(report: str, where: str | None, person: str | None, because: str) -> None:
    """Takes REPORT out of every derived value. Its bytes stay; `undo` brings it back."""
    book = open_book(where)
    id_ = book.report_id(report)
    number = book.record.judge(
        "withdraw", [Anchor(report=id_, raw_span=(0, 0), quote="")], resolve(person=person).person, because
    )
    done(book.record, number, f"{id_} withdrawn")


@click.command(epilog="Example: dateline undo 3 --record war.sqlite")
@click.argument("number", type=int)
@record_option
@by_option
@because_option
def undo(number: int, where: str | None, person: str | None, because: str | None) -> None:
    """Undoes judgement NUMBER; the undoing is itself a judgement."""
    record = open_record(where)
    if number not in {j.id for j in record.judgements()}:
        raise NotFound(f"{number}: no such judgement; `dateline judgements` lists them")
    done(
        record,
        record.judge("undo", [], resolve(person=person).person, because, undoes=number),
        f"judgement {number} undone",
    )


@click.command(epilog="Example: dateline judgements --record war.sqlite")
@record_option
def judgements(where: str | None) -> None:
    """Lists judgements: who, when, why, and whether each is in force and still attaches."""
    record = open_record(where)
    every = record.judgements()
    force = {j.id for j in in_force(every)}
    loose = {j.id for j in attach(every, record.readings()).loose}

    def standing(j: Judgement) -> str:
        return (
            "undone"
            if j.id not in force and j.verdict != "undo"
            else "no longer attaches"
            if j.id in loose
            else "in force"
        )

    columns = {
        "no": lambda j: j.id, "verdict": lambda j: j.verdict, "about": lambda j: "; ".join(f"{a.report} “{a.quote}”" for a in j.anchors) or f"judgement {j.undoes}",
        "value": lambda j: f"{j.field}: {j.value}" if j.value else None, "because": lambda j: j.because, "by": lambda j: j.made_by, "at": lambda j: j.made_at, "standing": standing,
    }  # fmt: skip
    emit(every, columns, "no judgements")


COMMANDS = {
    "same": pair_command("same", "Says that A and B, two events or two entities, are one."),
    "not-same": pair_command("not-same", "Says that A and B, two events or two entities, are not one."),
    "reject": reject, "set": set_, "withdraw": withdraw, "undo": undo, "judgements": judgements,
}  # fmt: skip
