"""Numbers that count nothing: addresses, clock times, dates, ages, scores, models, shares, and names with a number in them.

Each pattern looks at the characters right before a number, right behind it, or at the whole of it; none looks further than
`AROUND` characters, so that the search stays linear.
"""

from __future__ import annotations

import re

from dateline.text.numerals import HYPHENS

AROUND = 60
_MONTHS = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_HOURS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_MINUTES = r"(?:oh[ -]five|fifteen|(?:twenty|thirty|forty|fifty)(?:[ -]five)?)"
_PEOPLE = r"\s(?:people|persons|men|women|children|civilians|soldiers|troops|fighters|militants|rebels|police|prisoners|others|dead|wounded)\b"

# The whole of what is no number, from its first character.
WHOLE = re.compile(
    rf"""
      0\d+(?:[\ -]\d+){{0,5}}                                            # 0800 123 456, 007
    | \d{{3}}[\ .-]\d{{3}}[\ .-]\d{{4}}(?!\d)                            # telephones
    | \d+(?:[:/-]\d+){{2,8}} | \d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}(?!\d)       # 2016-03-31, 31.3.2016
    | \d+(?:/\d+){{1,8}}                                                 # 9/11, 24/7
    | (?:1[6-9]|20)\d\d[-–](?:\d\d|(?:1[6-9]|20)\d\d)(?![\d,])(?!{_PEOPLE})  # 2012-13: a season
    | \d{{1,2}}:\d\d(?::\d\d)?(?!\d)                                     # 9:30
    | \d{{1,2}}\.\d\d(?=\s?(?:[ap]\.?m\b|hrs?\b|hours\b|GMT|UTC))
    | \d{{1,2}}(?:st|nd|rd|th)?\s{_MONTHS}(?!\w)(?:,?\s\d{{4}}\b)?
    | (?i:{_HOURS}[{HYPHENS}]{_MINUTES}\b)                                 # one-thirty
    | (?i:(?:one|1)\s(?:in|out\sof)\s(?:every\s)?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|\w+ty)\b)  # one in five
    | (?i:one\s(?:another|by\sone|on\sone|day)\b)
    """,
    re.VERBOSE,
)
# "1. Samir Nader": the number of a line, not of people.
_LINE = re.compile(r"\d{1,3}(?:[.)]|\s?[-–])\s+(?=[A-Z(\"“])")

NUMBERED_NAMES = r"""Flight|Resolution|Article|Chapter|Section|Paragraph|Page|Room|Route|Highway|Motorway|Interstate|Exit|Annex|Platform
    |Runway|Gate|Channel|Unit|Brigade|Battalion|Division|Regiment|Camp|Sector|Zone|District|Ward|Block|Area|Phase|Level|Group|Task\sForce|Force
    |Bill|Decree|Law|Order|Protocol|Directive|Number|Terminal|Line|Boeing|Airbus|Category|Type|Mark|Mk|Model|Grade|Tower|Building|Apartment|Apt
    |Suite|Floor|Studio|Team|Squad|Station|Hill|Point|Post|Checkpoint|Box|Day|Week|Year|Part|Title|Table|Figure|Volume|Vol|Version|Appendix
    |Super\sBowl|World\sWar|Bus|Train|Psalm|Apollo|Radio|Catch|Plot|Plate|Square|Height|Patrol|Convoy|Road|Group\sof""".replace(
    "\n    ", ""
)
BEFORE_DIGITS = re.compile(
    rf"""(?:
      \w[{HYPHENS}]                                                       # T-72
    | [$€£¥\#№@/\\&=_.+]\s? | \d[.,:]
    | \b(?:{NUMBERED_NAMES})(?:\s[Nn]os?\.?|\s[Nn]umber)?\s
    | \b(?:flight|resolution|article|chapter|section|paragraph|page|room|route|highway|motorway|interstate|annex|runway|gate|channel|bus|train)s?(?:\s(?:no\.?|number))?\s
    | \b[Nn]os?\.\s?
    | \b{_MONTHS}\s
    | (?i:\b(?:call(?:ing)?|phone|tel|telephone|hotline|helpline|dial|fax|whatsapp)(?:\s(?:number|on|at))?[.:]?\s)
    )\Z""",
    re.VERBOSE,
)
BEFORE_YEAR = re.compile(
    rf"\b(?:(?i:in|since|until|till|during|early|late|mid|year|circa)|{_MONTHS},?|{_MONTHS}\s\d{{1,2}},)[\s-]\Z"
)
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?![\d,]|\.\d)")
_BEFORE_WORD = re.compile(rf"(?:[a-z][{HYPHENS}]|\b(?:[Cc]hannel|[Nn]umber|Group of)\s)\Z")
# "The dead in the ambush number eleven."
_NUMBERING = re.compile(
    r"\b(?:dead|deaths|killed|wounded|injured|missing|victims|casualties|fatalities|captives|hostages)\b[^.;:]*\bnumber\s\Z",
    re.IGNORECASE,
)
_BEFORE_ONE = re.compile(r"\b(?:no|any|every|each)\s\Z", re.IGNORECASE)
BEFORE_AGE = re.compile(
    r"(?:\b(?:ages?|aged)(?:\s(?:of|between|from|about|around|just|only))?\s(?:\d{1,3}(?:,\s\d{1,3}){0,4},?\s(?:and|to|or)\s)?"
    r"|\b(?:children|kids|boys|girls|infants|babies|people|persons|adults|men|women|those|anyone|everyone)\s(?:under|over|above|below|younger than|older than)\s(?:the\sage\sof\s)?)\Z",
    re.IGNORECASE,
)
# "Ada Obi, 56, was shot": between commas behind a name.
_NAMED = re.compile(r"\b[A-Z][\w’'-]*,\s\Z")
# "the dead: Ada Obi, 56; Ben Eze, 22." – but "in Deir ez-Zor, 12; in Hama, 9".
_LISTED = re.compile(r"(?<!\bin )(?<!\bat )(?<!\bof )(?<!near )(?<!\w)[A-Z][\w’'-]*\s[A-Z][\w’'-]*,\s\Z")
_OLDEST = 110


def is_age(text: str, start: int, end: int, value: int) -> bool:
    """Whether the number in a stretch says how old the one named before it is."""
    before = text[max(0, start - AROUND) : start]
    named = _NAMED if text[end : end + 1] == "," else _LISTED if text[end : end + 1] in (";", ".") else None
    return value <= _OLDEST and named is not None and bool(named.search(before))


# Right behind a number. A hyphen binds it to a word ("three-day"), unless that word counts ("10-member").
AFTER = re.compile(
    rf"""
      [\w%°º×@]
    | [.,:/]\d
    | [{HYPHENS}](?!(?:odd|plus|some|strong|member|man|men|person|people)\b)(?:\w|$)
    | \s?[{HYPHENS}]?\s?(?:mm|cm|calib(?:er|re))\b
    | \s?(?:[ap]\.m\b|[ap]m\b|o['’]clock|GMT\b|UTC\b)
    | \s?(?:per\s?cent|percentage|pct\b)
    | [{HYPHENS}\s](?:thirds?|quarters?|fifths?|sixths?|tenths?|halves)\b
    | \s(?:year|month|week|day)s?[{HYPHENS}\s]olds?\b
    | \syears?\sof\sage\b
    | (?-i:(?:\s[A-Z][\w.’'-]{{0,20}}){{1,3}}\s(?:Street|St|Road|Rd|Avenue|Ave|Lane|Boulevard|Blvd|Drive|Terrace|Crescent)\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GAMES = r"(?:win|victory|defeat|loss|lead|draw|vote|ruling|decision|score|scoreline|majority|aggregate|margin)"
_BEFORE_SCORE = re.compile(
    rf"\b(?:w[io]ns?|won|lost|loses?|beat|beats|beaten|drew|leads?|led|trails?|trailed|defeated|scored?|vot(?:e|ed|ing)|ruled|split|{_GAMES})\b[^.;]{{0,25}}\Z",
    re.IGNORECASE,
)
_AFTER_SCORE = re.compile(rf"\s(?:\w+\s)?{_GAMES}\b")


def passed_over(text: str, at: int, stop: int) -> int | None:
    """Where what stands at an offset ends, if it counts nothing by what it is or by what stands before it; else None.

    >>> passed_over("Troops came at 9:30 from Deir.", 15, 30)
    19
    >>> passed_over("Flight 302 fell.", 7, 16), passed_over("Of them 302 fell.", 8, 17)
    (10, None)
    """
    stop = min(stop, len(text))
    if at >= stop:
        return None
    whole = WHOLE.match(text, at, stop)
    if whole and not (
        text[at].isalpha() and whole[0][-3:].lower() == "day" and text[whole.end() : whole.end() + 1] == "-"
    ):
        return whole.end()
    before = text[max(0, at - AROUND) : at]
    if text[at].isdigit():
        end = at + 1
        while end < stop and text[end].isdigit():
            end += 1
        if (not before.rsplit("\n", 1)[-1].strip() and _LINE.match(text, at, stop)) or BEFORE_DIGITS.search(before):
            return end
        if end - at == 4 and _YEAR.match(text, at, stop) and BEFORE_YEAR.search(before):
            return end
    elif (_BEFORE_WORD.search(before) and not _NUMBERING.search(before)) or (
        text[at : at + 3].lower() == "one" and _BEFORE_ONE.search(before)
    ):
        return at + 1
    return None


def is_score(text: str, start: int, end: int) -> bool:
    """Whether two numbers with a dash are a result: `won 3-1`, `a 2-0 defeat`."""
    return bool(_AFTER_SCORE.match(text, end) or _BEFORE_SCORE.search(text[max(0, start - AROUND) : start]))
