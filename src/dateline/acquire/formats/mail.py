"""Mail (.eml): the body is the report, the subject its title, the Date header the date it prints."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from typing import Any

from dateline.acquire.formats.page import page_item
from dateline.acquire.item import Item
from dateline.acquire.printed import printed_day
from dateline.errors import InputProblem
from dateline.settings import Limits

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
    return [made]


def header(message: EmailMessage, name: str, read: Callable[[Any], str | None]) -> str | None:
    """What `read` makes of a header; None where it is missing or broken."""
    try:
        value = message[name]
        return read(value) if value else None
    except Exception:
        # On broken headers the standard library fails with errors of its insides (IndexError, AttributeError, ...),
        # and a mail with a readable body is a report all the same.
        return None
