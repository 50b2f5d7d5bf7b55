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
    r"messenger|copy link|like|save|on|this|via|to|0|\||/|,|»|•|·|comments?|:|\d+)\s*)++$"
    r"|translate\s*»?$|\W{0,5}(?:(?:article|story) )?(?:continues? (?:below|after)\W{0,5})?(?:this )?advertise?ments?\W{0,5}$|skip to (?:main )?content$|home\s*[»>/].*|(?:back to )?top$|menu$|search$"
    r"|(?:please )?(?:subscribe|sign up|register|donate)(?: now| here| today)*(?: (?:to|for) (?:our|the|one of our|get) .{0,60})?\W*$|(?:follow|like|join|find) us(?: on .{0,60})?$"
    r"|(?:download|get) (?:our|the) .{0,40}\bapp\b.{0,20}$"
    r"|click here(?: (?:to|for) .{0,80})?\W*$|loading\W*$|(?:view|show|load|hide)(?: \d+| all| more)? comments?$|(?:leave a|post a|no) (?:comment|reply)s?$"
    r"|share this (?:story|article|post|video|page|on|via|with)?\b.{0,40}$"
    r"|(?:(?:this (?:web)?site|we) uses? cookies|by continuing\b.{0,60}cookies)\b.{0,200}$"
    r"|\W{0,2}(?:©|\(c\)|copyright\W{1,3}(?:©|\(c\)|by\b|(?:19|20)\d\d)).{0,250}$|.{0,80}\ball rights reserved\b.{0,120}$"
    r"|tags?\s*:.{0,200}$|filed under:.{0,120}$|(?:\d+|one|two|three|five|ten) min(?:ute)?s? read$",
    re.IGNORECASE,
)
_HEADING = (
    r"check also|related (?:articles?|posts?|stories|news|topics|coverage|content|links?|reading)|related|you (?:may|might) (?:also )?(?:like|be interested in)|more (?:from|on) [^.!?]{1,40}|"
    r"recommended(?: for you)?|also read|read also|read next|must[ -]reads?|most (?:read|popular|viewed)|latest (?:news|stories)|top stories|trending(?: now)?|editor['’]?s['’]? (?:picks?|choice)|"
    r"more (?:stories|news|headlines|top stories)|other (?:news|stories|headlines)|don['’]?t miss|see also|further reading|sponsored(?: content)?|around the web"
)
_TEASERS = re.compile(rf"(?:{_HEADING}|about (?:the )?author|leave a reply)\s*[:»]?$", re.IGNORECASE)
# A line that says which other story it leads to: "Read more: …", "Prev Post …"
_TEASER = re.compile(
    rf"[^\w\"“'‘]{{0,3}}(?:(?:(?i:{_HEADING}|read (?:more|full story|the full story|our .{{1,30}})|full story|continue reading|watch(?: now| live)?|listen(?: now)?|in (?:pictures|photos|video)|(?:photo )?gallery|video|photos|go deeper))"
    r"\s*(?:[:»>|→–—]|\s[-\s])\s*\S|(?i:read more|continue reading)\b|(?:Prev(?:ious)?|PREV(?:IOUS)?|Next|NEXT) (?:[Pp]ost|POST|[Aa]rticle|ARTICLE|[Ss]tory|STORY)\b)[^\n]{0,200}$"
)
_NEIGHBOUR = re.compile(r"\W{0,3}(?:prev(?:ious)?|next)(?: (?:article|post|story))?\W{0,3}$", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:\b(?i:photo(?:graph)?s?|image|picture|photo credit|image credit|file photo|screengrab|credit)(?i: (?:by|courtesy(?: of)?|from))?\s?[:/]\s?[A-Z©]"
    r"|[\[(](?i:(?:file )?(?:photo|image|picture)s? (?:by|courtesy|via|from)) |\b(?:AP Photo|REUTERS|Reuters|AFP)/(?=[A-Z][\w.-]+(?: [A-Z][\w.-]+){1,3}\W{0,3}$)|/Getty Images|[\[(](?:AP|AFP|Reuters|Getty|EPA)[ /](?i:file|photo)[^\])]{0,40}[\])]\W{0,3}$|\b(?i:file photo)\W{0,3}$)"
    r"[^.!?\n]{0,80}\W{0,3}$"
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
    filled, teased = 0, 0
    for number, line in enumerate(lines):
        words = line[0].strip()
        if not words:
            continue
        if _TEASERS.match(words) and line.start() >= TAIL_SHARE * len(text) and is_teaser_block(text[line.end() :]):
            start = line.start() - (1 if line.start() and text[line.start() - 1] == "\n" else 0)
            yield Change(start, len(text), "", "furniture")
            return
        top = filled < TOP_LINES and number < 2 * TOP_LINES
        teased = TEASED.get(opens(words), teased) if filled else 0
        if kind := kind_of(words, filled, teased, top and len(lines) > 2):
            yield Change(line.start(), line.end(), "", kind)
            teased -= 1
        else:
            filled, teased = filled + 1, 0


TEASED = {"heading": 6, "neighbour": 2}  # lines, at most, that a heading of teasers has under it, and the word "Next"


def opens(words: str) -> str:
    """What a line opens: a heading and "Prev Post" have titles of other stories under them."""
    return "heading" if _TEASERS.match(words) else "neighbour" if _NEIGHBOUR.match(words) else ""


def kind_of(words: str, filled: int, teased: int, top: bool) -> str | None:
    """What kind of furniture a line is, if any. `filled`: lines of the article before it; `teased`: lines in which teasers may stand."""
    if len(words) > LONGEST:
        return None
    if _RULE.match(words) or _BAR.match(words) or (top and _SITE_DATE.match(words) and filled <= 2):
        return "furniture"
    if opens(words) or (filled and (_TEASER.match(words) or (teased > 0 and is_title(words)))):
        return "teaser"
    return "caption" if filled and _CREDIT.search(words) else None


def is_title(words: str) -> bool:
    """Whether a line is a headline: no sentence with its stop, nor a dateline."""
    return len(words) <= LONGEST_TITLE and words[-1] not in '.!?:;,"”' and words.count(". ") == 0


LONGEST_TITLE, LONGEST = 120, 300  # characters; longer lines are paragraphs


def is_teaser_block(rest: str) -> bool:
    """Whether what follows a heading is teasers: short, cut off with dots, or without full sentences."""
    lines = [line.strip() for line in rest.split("\n") if line.strip()]
    prose = [line for line in lines if len(line) > 60 and line[-1] in '.!?"”' and not _ELLIPSIS.search(line)]
    return sum(map(len, prose)) < 400 and len(prose) <= max(1, len(lines) / 2)
