"""Reported numbers that are no toll, across reports: one figure where what it counts and its value agree."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping

from dateline.model import EntityMention, Figure, Published, Reading, RecordFigure, Speaker
from dateline.resolve.people import Linked
from dateline.resolve.similarity import Similarity


def link_figures(readings: Mapping[str, Reading], linked: Linked, similarity: Similarity) -> list[RecordFigure]:
    """Figures with the same words and value, every report and speaker with them."""
    groups: dict[tuple[object, ...], list[tuple[str, Figure]]] = defaultdict(list)
    for report, reading in sorted(readings.items()):
        for figure in reading.figures:
            if figure.key:
                groups[tuple(figure.key), figure.value.low, figure.value.high, figure.value.unit].append(
                    (report, figure)
                )
    return [
        one_figure(key, found, readings, linked, similarity)
        for key, found in sorted(groups.items(), key=lambda g: repr(g[0]))
    ]


def one_figure(
    key: tuple[object, ...],
    found: list[tuple[str, Figure]],
    readings: Mapping[str, Reading],
    linked: Linked,
    similarity: Similarity,
) -> RecordFigure:
    speakers: dict[object, Speaker] = {}
    places = []
    for report, figure in found:
        mentions = {m.id: m for m in readings[report].mentions}
        places.append(EntityMention(report=report, raw_span=mentions[figure.mention].raw_span))
        for speaker in figure.attributed_to[:1]:
            root = linked.of(report, speaker.entity)
            name = linked.entities[report, speaker.entity].name if root and speaker.entity else speaker.text
            known = speakers.get(root or speaker.text.lower())
            if known is None or len(name) > len(known.text):
                speakers[root or speaker.text.lower()] = Speaker(entity=None, text=name)
    dates = [readings[r].report.published for r, _ in found]
    earliest = min((d.earliest for d in dates if d.earliest), default=None)
    latest = max((d.latest for d in dates if d.latest), default=None)
    reports = sorted({r for r, _ in found})
    origins = (
        1
        if len(speakers) == 1
        else len([r for i, r in enumerate(reports) if not any(similarity.is_copy(r, o) for o in reports[:i])])
    )
    value = found[0][1].value
    if value.unit is None:
        value.unit = "people" if found[0][1].value.of is None else value.of
    digest = hashlib.sha256(repr(key).encode()).hexdigest()
    return RecordFigure(
        id=f"fig-{digest[:6]}", what=min((f.what for _, f in found), key=lambda w: (len(w), w)), value=value,
        as_of=Published(earliest=earliest, latest=latest, basis="inferred", why=["when the reports that give it were published"]),
        attributed_to=list(speakers.values()), reports=reports, origins=origins, claims=places,
    )  # fmt: skip
