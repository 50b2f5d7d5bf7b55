"""Mail (.eml): the body is the report, the subject its title, the Date header the date it prints; or those of a mail it forwards."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from typing import Any, NamedTuple

from dateline.acquire.formats.page import page_item
from dateline.acquire.item import Item
from dateline.acquire.printed import printed_day
from dateline.errors import InputProblem
from dateline.settings import Limits
from dateline.timex import find_times, value_of

_HEADER = re.compile(
    rb"(?:From|Received|Return-Path|Delivered-To|Date|Subject|Message-ID|MIME-Version|X-[\w-]+): ", re.IGNORECASE
)


def recognises(name: str, head: bytes) -> bool:
    return name.endswith((".eml", ".mail")) or (bool(_HEADER.match(head)) and len(_HEADER.findall(head)) >= 3)


def items(data: bytes, source: str, limits: Limits) -> list[Item | InputProblem]:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise InputProblem(source, "is a mail without a text body", "save its attachment and give that")
    try:
        content = body.get_content()
    except (LookupError, ValueError, KeyError) as error:
        raise InputProblem(source, f"its body cannot be decoded ({error})", "save the text itself") from error
    if body.get_content_subtype() == "html":
        made = page_item(str(content).encode(), source, None)
    else:
        made = Item(text=str(content), data=data, media_type="message/rfc822")
    if not made.text.strip():
        raise InputProblem(source, "is a mail with an empty body", "save its attachment and give that")
    made.data, made.media_type = data, "message/rfc822"
    made.title = header(message, "subject", str) or made.title
    made.printed = header(message, "date", lambda value: printed_day(str(value)))
    made.outlet = header(message, "from", lambda value: value.addresses[0].display_name or None)
    if forwarded := find_forwarded(made.text):
        made.text, made.title = forwarded.text, forwarded.headers.get("subject") or made.title
        made.printed, made.outlet = day_of(forwarded.headers), sender_of(forwarded.headers) or made.outlet
    return [made]


class Forwarded(NamedTuple):
    """A mail within a mail: its headers by their names in lower case, and its text."""

    headers: dict[str, str]
    text: str


def find_forwarded(text: str) -> Forwarded | None:
    """The mail that a mail passes on, without the note above it and the lines around it; None where the note is the longer.

    >>> find_forwarded("See below.\\n\\n--- Forwarded message ---\\nFrom: Esk Desk <d@esk.example>\\nSubject: Hall burns\\n\\nThe hall burned.")
    Forwarded(headers={'from': 'Esk Desk <d@esk.example>', 'subject': 'Hall burns'}, text='The hall burned.')
    """
    mark = _FORWARDED.search(text)
    if mark is None:
        return None
    headers: dict[str, str] = {}
    lines = [_QUOTED.sub("", line) for line in text[mark.end() :].split("\n")]
    for number, line in enumerate(lines):
        found = _LINE.match(line.strip())
        if found:
            headers[found[1].lower()] = found[2].strip()
        elif line.strip() and headers:
            inner = "\n".join(lines[number:])
            return Forwarded(headers, inner) if len(inner) > mark.start() else None
        elif line.strip():
            return None
    return None


_FORWARDED = re.compile(
    r"^[ \t>]*(?:[-_* ]{2,}[ \t]*(?:forwarded|original) message[ \t]*[-_* ]*|begin forwarded message:?|_{8,})[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_LINE = re.compile(r"\*?(From|Date|Sent|Subject|To|Cc|Reply-To|Importance|Attachments):\*?(.*)", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:[ \t]*>)+ ?")


def day_of(headers: dict[str, str]) -> str | None:
    """The day of a forwarded mail, which programs print in many ways."""
    for expression in find_times(headers.get("date") or headers.get("sent") or ""):
        value = value_of(expression.text, None)
        if value is not None and value.start is not None and value.start == value.end:
            return value.start.isoformat()
    return None


def sender_of(headers: dict[str, str]) -> str | None:
    """The name of who wrote a forwarded mail, without the address."""
    name = headers.get("from", "").partition("<")[0].strip(' "')
    return name if name and "@" not in name else None


def header(message: EmailMessage, name: str, read: Callable[[Any], str | None]) -> str | None:
    """What `read` makes of a header; None where it is missing or broken."""
    try:
        value = message[name]
        return read(value) if value else None
    except Exception:
        # On broken headers the standard library fails with errors of its insides (IndexError, AttributeError, ...),
        # and a mail with a readable body is a report all the same.
        return None
