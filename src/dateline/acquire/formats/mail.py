"""Mail (.eml): the body is the report, the subject its title, the Date header the date it prints."""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from dateline.acquire.formats.page import page_item
from dateline.acquire.item import Item
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
    made.title = str(message["subject"]) if message["subject"] else made.title
    made.printed = sent_on(message)
    made.outlet = (
        message["from"].addresses[0].display_name or None if message["from"] and message["from"].addresses else None
    )
    return [made]


def sent_on(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["date"])).date().isoformat() if message["date"] else None
    except (ValueError, TypeError):
        return None
