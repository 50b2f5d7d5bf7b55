"""How many independent origins a statement has: copies, one agency's copy and one speaker are one origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from dateline.model import Claim, Reading
from dateline.resolve.groups import Groups
from dateline.resolve.people import Linked
from dateline.resolve.similarity import Similarity
from dateline.text.names import plain

UNTRACED = {"agencies"}
_GENERIC = re.compile(
    r"^(?:(?:the|a|an|local|senior|top|some|one|two|several|another|security|medical|police|military|army|government|u\.?s\.?|state|city|county|hospital|of|other)\s+)*(?:police|officials?|authorities|sources?|spokes\w+|officers?|witness(?:es)?|residents?|activists?|he|she|they|it|who|investigators?|medics?|soldiers?|militants?|rebels?|state|media|deputies|reports?|statement)$",
    re.IGNORECASE,
)


def speaker_key(report: str, claim: Claim, linked: Linked, reading: Reading) -> tuple[str, ...]:
    """Who is behind a claim: a named speaker across reports, an unnamed one or the report's own voice within its report."""
    if not claim.attributed_to:
        return ("voice", report)
    speaker = claim.attributed_to[0]
    key = linked.of(report, speaker.entity)
    entity = linked.entities.get((report, speaker.entity or ""))
    if key and entity and entity.names:
        return ("speaker", *key)
    words = plain(speaker.text)
    return ("unnamed", report, words) if _GENERIC.match(words) or not key else ("unnamed", report, *key)


def count_origins(
    claims: Iterable[tuple[str, Claim]], readings: Mapping[str, Reading], linked: Linked, similarity: Similarity
) -> tuple[int, int]:
    """Certain and possible independent origins of some claims, each given with its report.

    A group of reports is certain when it can be traced to a named speaker, an agency or an outlet's own reporting.
    """
    of_report: dict[str, list[Claim]] = {}
    for report, claim in claims:
        of_report.setdefault(report, []).append(claim)
    if not of_report:
        return 0, 0
    groups: Groups[str] = Groups(of_report)
    join_by(
        groups,
        of_report,
        lambda r: [("credit", c) for c in readings[r].report.credits if c not in UNTRACED],
        "one agency's copy",
    )
    join_by(
        groups,
        of_report,
        lambda r: [k for c in of_report[r] if (k := speaker_key(r, c, linked, readings[r]))[0] == "speaker"],
        "one speaker",
    )
    ordered = sorted(of_report)
    for i, a in enumerate(ordered[:60]):
        for b in ordered[i + 1 : 60]:
            if groups.root(a) != groups.root(b) and similarity.is_copy(a, b):
                groups.join(a, b, 1.0, ["copied text"])
    members = groups.members()
    certain = sum(any(is_traced(r, of_report[r], readings, linked) for r in group) for group in members.values())
    return max(1, certain), len(members)


def join_by(groups: Groups[str], reports: Iterable[str], keys: Callable[[str], Iterable[object]], why: str) -> None:
    first: dict[object, str] = {}
    for report in sorted(reports):
        for key in keys(report):
            other = first.setdefault(key, report)
            if groups.root(other) != groups.root(report):
                groups.join(other, report, 1.0, [why])


def is_traced(report: str, claims: list[Claim], readings: Mapping[str, Reading], linked: Linked) -> bool:
    header = readings[report].report
    if any(speaker_key(report, c, linked, readings[report])[0] == "speaker" for c in claims):
        return True
    if any(c not in UNTRACED for c in header.credits):
        return True
    return bool(header.outlet) and not header.credits
