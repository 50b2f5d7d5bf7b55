"""Page furniture in flattened text: what a site printed around the article, cut away line by line.

Lines count as furniture by what they are (rules, share bars, site dates at the top) or by the heading they stand under
("Check Also", "Related articles": all that follows is teasers). What is cut stays in the raw text, and as a clue for dating.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.repair.edits import Change

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_RULE = re.compile(r"[\s\-–—_=*~•·|.]{4,}$")
_SITE_DATE = re.compile(
    rf"(?:{_DAY}|{_DAY[:-3]})?\s*,?\s*(?:{_MONTH}\.?\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH}\.?)\s*,?\s+(?:19|20)\d\d(?:\s*[-|–]?\s*\d{{1,2}}:\d\d(?:\s*[ap]\.?m\.?)?)?\s*$",
    re.IGNORECASE,
)
_BAR = re.compile(
    r"(?:(?:share|tweet|pin|email|e-mail|print|facebook|twitter|whatsapp|linkedin|google\s?\+?|reddit|telegram|pinterest|"
    r"messenger|copy link|like|save|on|this|via|to|0|\||/|,|»|•|·|comments?|\d+)\s*)+$"
    r"|translate\s*»?$|advertisement$|skip to (?:main )?content$|home\s*[»>/].*|(?:back to )?top$|menu$|search$"
    r"|(?:please )?(?:subscribe|sign up)(?: now| here| today)?(?: (?:to|for) (?:our|the) .{0,60})?\.?$|follow us(?: on .{0,60})?$"
    r"|click here(?: (?:to|for) .{0,80})?\.?$|read more(?:\s*[:»>].*)?$|loading\W*$|(?:leave a|post a|no) (?:comment|reply)s?$|"
    r"(?:previous|next)(?: (?:article|post|story))?$|tags?\s*:.{0,200}$|filed under:.{0,120}$",
    re.IGNORECASE,
)
_TEASERS = re.compile(
    r"(?:check also|related (?:articles?|posts?|stories|news|topics)|you (?:may|might) (?:also )?(?:like|be interested in)|more (?:from|on) .{1,40}|"
    r"recommended(?: for you)?|also read|read also|most (?:read|popular|viewed)|latest (?:news|stories)|trending(?: now)?|"
    r"don'?t miss|see also|about (?:the )?author|leave a reply|sponsored(?: content)?|around the web)\s*[:»]?$",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)\s*$")
TOP_LINES = 6  # a site's date line stands above the article
TAIL_SHARE = 0.5  # a heading of teasers counts in the second half only


def find_furniture(text: str) -> Iterator[Change]:
    """Lines that are no part of the article.

    >>> [text[c.start:c.end] for text in ["-----\\nTown hall shelled\\n\\nThe hall burned.\\nCheck Also\\nOld story …"]
    ...  for c in find_furniture(text)]
    ['-----\\n', '\\nCheck Also\\nOld story …']
    """
    lines = list(re.finditer(r"[^\n]*\n?", text))[:-1]
    filled = 0
    for number, line in enumerate(lines):
        words = line[0].strip()
        if not words:
            continue
        if _TEASERS.match(words) and line.start() >= TAIL_SHARE * len(text) and is_teaser_block(text[line.end() :]):
            start = line.start() - (1 if line.start() and text[line.start() - 1] == "\n" else 0)
            yield Change(start, len(text), "", "furniture")
            return
        top = filled < TOP_LINES and number < 2 * TOP_LINES
        if (
            _RULE.match(words)
            or _BAR.match(words)
            or (top and len(lines) > 2 and _SITE_DATE.match(words) and filled <= 2)
        ):
            yield Change(line.start(), line.end(), "", "furniture")
        else:
            filled += 1


def is_teaser_block(rest: str) -> bool:
    """Whether what follows a heading is teasers: short, cut off with dots, or without full sentences."""
    lines = [line.strip() for line in rest.split("\n") if line.strip()]
    prose = [line for line in lines if len(line) > 60 and line[-1] in '.!?"”' and not _ELLIPSIS.search(line)]
    return sum(map(len, prose)) < 400 and len(prose) <= max(1, len(lines) / 2)
