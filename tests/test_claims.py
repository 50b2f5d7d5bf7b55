"""Claims: who did what to whom, how surely, how many, according to whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model import Claim, Reading

Read = Callable[..., Reading]


def claim(reading: Reading, type_: str) -> Claim:
    return next(c for c in reading.claims if c.type == type_)


def texts(reading: Reading, c: Claim, role: str) -> list[str]:
    words = {m.id: m.text for m in reading.mentions}
    return [words[m] for m in c.roles[role]]


def test_a_strike_that_kills_is_one_event(read: Read) -> None:
    """One word, one claim, all of one event: the strike gives the type, the verb the toll and victim."""
    reading = read("A drone strike near Tarim killed a militant commander, the army said.")
    assert len({c.event for c in reading.claims if c.grade != "statement"}) == 1
    made = next(c for c in reading.claims if c.killed)
    assert (made.type, made.plover, made.killed.low if made.killed else None) == (
        "air_strike",
        {"event": "ASSAULT", "mode": "drone"},
        1,
    )
    assert texts(reading, made, "victim") == ["a militant commander"]
    assert made.where is not None and (made.where.name, made.where.precision) == ("Tarim", "near")


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Rebels killed two guards.", "killing", "asserted"),
        ("The commander was likely killed.", "killing", "likely"),
        ("Rebels may have killed two guards.", "killing", "possible"),
        ("Two suspected militants were killed.", "killing", "asserted"),  # who they are is doubted, not that they died
        ("Suspected militants killed five soldiers.", "killing", "asserted"),
        ("He is suspected of killing two officers.", "killing", "likely"),
        ("A suspected drone strike killed four people.", "air_strike", "likely"),
        ("The army plans to retake Mosul.", "territory_taken", "planned"),
        ("Troops did not bomb the village.", "air_strike", "denied"),
        ("The minister denied that troops bombed the village.", "air_strike", "denied"),
        ("The recapture of Hit would push the group west.", "territory_taken", "conditional"),
        ("Rebels couldn't free the hostages and could not capture the commander.", "capture_of_person", "denied"),
        ("The army could not confirm that rebels killed two guards.", "killing", "unconfirmed"),
    ],
)
def test_status(read: Read, text: str, type_: str, status: str) -> None:
    """What is planned, denied, hedged or conditional is not told as done."""
    assert claim(read(text), type_).status == status


def test_an_abandoned_plan(read: Read) -> None:
    """A plan that came to nothing says so, and is no capture."""
    reading = read("The original plan was to capture, not kill, him. But the commandos' helicopter was fired on.")
    made = claim(reading, "capture_of_person")
    assert (made.status, made.outcome) == ("planned", "abandoned")


@pytest.mark.parametrize(
    ("words", "toll"),
    [
        ("31 people", (31, 31, "exact")),
        ("at least 31 people", (31, None, "at least")),
        ("more than 30 people", (31, None, "at least")),
        ("up to 20 people", (None, 20, "at most")),
        ("about 40 people", (40, 40, "about")),
        ("between 12 and 15 people", (12, 15, "range")),
        ("dozens of people", (None, None, "vague")),
        ("two soldiers and a guard", (3, 3, "exact")),
        ("Ash Kone, a colonel,", (1, 1, "exact")),
    ],
)
def test_tolls(read: Read, words: str, toll: tuple[int | None, int | None, str]) -> None:
    """Numbers keep the bounds and words that the report gives them."""
    made = claim(read(f"Gunmen killed {words} in Jos."), "killing").killed
    assert made is not None and (made.low, made.high, made.bound) == toll


def test_speakers(read: Read) -> None:
    """A claim is attributed to the nearest speaker, and the agency he told."""
    reading = read("Rebels killed two guards, governor Musa Bello told AFP.")
    assert [s.text for s in claim(reading, "killing").attributed_to] == ["governor Musa Bello", "AFP"]
    assert claim(read("Rebels killed two guards."), "killing").attributed_to == []


def test_hedged_roles(read: Read) -> None:
    """Who did it may be hedged though the deed is not."""
    reading = read(
        "The man was killed in a strike by a drone that was “most likely operated by the Northern Coalition”, the monitor said."
    )
    made = claim(reading, "air_strike")
    assert made.status == "asserted" and made.hedged == {"actor": "likely"}
    assert texts(reading, made, "actor") == ["Northern Coalition"]


def test_distances_and_force_levels_are_no_tolls(read: Read) -> None:
    """Numbers that count no victims are figures."""
    reading = read(
        "Troops fought 130 km west of Baghdad. The level of U.S. forces in Iraq may rise from the current 3,800, Joe Dunn said."
    )
    assert all(not (c.killed or c.injured) for c in reading.claims)
    assert {(f.value.low, f.value.unit) for f in reading.figures} >= {(130, "km"), (3800, None)}


def test_the_town_of_hit_is_no_verb(read: Read) -> None:
    """A name is not a trigger."""
    reading = read("Iraqi forces were moving towards the western town of Hit on Thursday.")
    assert all(reading.text[slice(*c.trigger)] != "Hit" for c in reading.claims)
    assert any(m.text == "Hit" and m.place and m.place.country == "IQ" for m in reading.mentions)


def test_ids_do_not_change(read: Read) -> None:
    """Reading again gives the same ids."""
    text = "Rebels killed two guards. Shelling hit the town of Oru."
    assert [c.id for c in read(text).claims] == [c.id for c in read(text).claims]


def test_spans_are_shown_in_the_raw_text(read: Read) -> None:
    """Every mention and trigger can be shown in the report as it was received."""
    raw = "Thе rеbеlѕ killеd twо guаrdѕ nеаr Jоѕ, the offi cer said."
    reading = read(raw)
    assert reading.text.startswith("The rebels killed two guards")
    made = claim(reading, "killing")
    assert raw[slice(*made.raw_trigger)] == "killеd"
    victim = next(m for m in reading.mentions if m.id in made.roles["victim"])
    assert raw[slice(*victim.raw_span)] == "twо guаrdѕ"


def test_hostile_text_ends(read: Read) -> None:
    """Long runs of one kind of thing do not blow up."""
    for text in (
        "killed " * 3000,
        "“" * 2000,
        "a, " * 5000,
        "1 " * 5000,
        "Abu " * 3000,
        "said " * 3000,
        "(" * 5000,
        "on Monday " * 2000,
    ):
        read("The report of the army said that it was in the town on the day and at the end of it. " + text)


def test_a_time_and_place_told_once_are_of_both_verbs_of_a_subject(read: Read) -> None:
    reading = read("Soldiers killed one insurgent and detained three others near Hajin on 4 May 2013, the army said.")
    assert {(c.type, c.when.earliest if c.when else None) for c in reading.claims} >= {
        ("killing", "2013-05-04"),
        ("arrest", "2013-05-04"),
    }


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("Zarnukh district, Kandahar province", ("Kandahar", "province")),  # not on the map, but somewhere in there
        ("Wardak province", ("Vardak", "province")),
        ("Khost province", ("Khowst", "province")),  # a province written as its town is
    ],
)
def test_an_unknown_place_is_somewhere_in_the_larger_one_beside_it(
    read: Read, place: str, where: tuple[str, str]
) -> None:
    reading = read(f"Afghan troops killed two insurgents in {place} on 4 May 2013, the army said.")
    (claim,) = (c for c in reading.claims if c.type == "killing")
    assert claim.where is not None
    assert (claim.where.admin1, claim.where.precision) == where


def test_the_date_that_a_page_prints_is_no_time_of_an_event(read: Read) -> None:
    reading = read(
        "Bomb kills 9 in Kirkuk Reuters Wednesday 29 Oct 2014 A bomb killed 9 people in Kirkuk on Monday, police said."
    )
    times = {reading.text[slice(*m.span)] for c in reading.claims for m in reading.mentions if m.id in c.roles["time"]}
    assert times == {"Monday"}
    assert {c.when.earliest for c in reading.claims if c.killed and c.when} == {"2014-10-27"}  # the headline's too


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels shelled Aleppo, the Syrian army said.", ("Aleppo", "SY", "exact")),  # not the province of that name
        ("Rebels shelled Aleppo province, the Syrian army said.", ("Aleppo", "SY", "province")),
        # what the other names are decides between several towns
        ("A gunman killed a clerk in Paris, police said. He fled from Dallas to Houston in Texas.", ("Paris", "US", "exact")),
        # so do those within the names of organisations
        ("The Kentucky State Police said two men were found dead in Paris. The Lexington Fire Department put out the blaze.", ("Paris", "US", "exact")),
        # a country that all news speaks of does not draw every name to itself
        ("After the bombings in Brussels, U.S. officials in Chicago said U.S. forces had struck Mosul.", ("Brussels", "BE", "exact")),
        ("Envoys met in Washington after U.S. aircraft hit Mosul.", ("Washington", "US", "exact")),
    ],
)  # fmt: skip
def test_places_are_decided_together(read: Read, text: str, place: tuple[str, str, str]) -> None:
    reading = read(text)
    (found,) = (m.place for m in reading.mentions if m.kind == "place" and m.text.startswith(place[0]))
    assert found
    assert (found.name.startswith(place[0]) or found.name.startswith("Ḩalab"), found.country, found.precision) == (
        True,
        *place[1:],
    )


def test_what_an_attack_hit_is_where_it_was(read: Read) -> None:
    """A struck airport places a shelling near its town; a country that is attacked does not."""
    (claim,) = read("Rockets hit Kabul International Airport on Monday.").claims
    assert claim.where and (claim.where.name, claim.where.precision) == ("Kabul", "near") and not claim.roles["place"]
    assert all(c.where is None for c in read("The rebels attacked Chad with words.").claims)


@pytest.mark.parametrize(
    "text",
    [
        "At least 20 people were killed and 55 wounded during a suicide bombing that struck a wedding.",
        "Twenty people were killed, 55 wounded when a bomber blew himself up.",
    ],
)
def test_a_number_joined_on_is_who_was_hurt(read: Read, text: str) -> None:
    claims = read(text).claims
    assert {c.killed.low for c in claims if c.killed} == {20}
    assert {c.injured.low for c in claims if c.injured} == {55}


def test_a_place_that_names_a_disease_is_none(read: Read) -> None:
    """ "Marburg fever" is no place, nor is the Marburg that people die of; the town is where the text says "in"."""
    text = "Nine people died of Marburg fever in Uige. Marburg was first seen in Marburg, Germany, in 1967."
    places = [(m.text, m.span[0]) for m in read(text).mentions if m.kind == "place" and m.text == "Marburg"]
    assert places == [("Marburg", text.rindex("Marburg"))]


def test_places_in_places_are_taken_apart(read: Read) -> None:
    """However many commas stand between them, and with a direction before the last."""
    text = "A man was shot in Greenlane, Auckland, New Zealand, and a boy in Delmas, north-east South Africa."
    places = [m.text for m in read(text).mentions if m.kind == "place" and m.form == "name"]
    assert (
        places[:3] == ["Greenlane", "Auckland", "New Zealand"]
        and "Delmas" in places
        and places[-1].endswith("South Africa")
    )


def test_a_village_that_is_not_on_the_map_is_where_the_text_puts_it_once(read: Read) -> None:
    """In the province that stands beside it in one place, all through the report; never in a namesake elsewhere."""
    reading = read(
        "Rebels seized Shaer in Homs province on Tuesday. Troops shelled Shaer on Friday, a source in Iraq said."
    )
    places = [m.place for m in reading.mentions if m.text == "Shaer"]
    assert len(places) == 2
    assert all(p and (p.country, p.precision, p.implied) == ("SY", "province", False) for p in places)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        # Tumut is on the map only in Australia, and all else is in Syria: so is the Tumut that is not on the map
        ("Rebels fought Syrian troops in Tumut on Tuesday. They came from Aleppo and Idlib.", "SY"),
        ("Rebels fought in Tumut on Tuesday. They came from Aleppo and Idlib, and one from Mosul.", None),
        ("Police shot a man dead in Tumut on Tuesday.", "AU"),
    ],
)
def test_a_village_is_not_a_town_at_the_other_end_of_the_world(read: Read, text: str, where: str | None) -> None:
    (place,) = (m.place for m in read(text).mentions if m.text == "Tumut")
    assert (place.country if place else None) == where
    assert where != "SY" or (place and place.implied and place.precision == "country")


@pytest.mark.parametrize(
    "text",
    [
        "Washington said rebels killed five soldiers.",
        "Two soldiers were killed in clashes, according to Ankara.",
        "Kyiv accused Moscow of aggression on Tuesday.",
    ],
)
def test_no_event_is_placed_by_a_metonym(read: Read, text: str) -> None:
    """A capital that speaks, or is spoken to, is where nothing happened."""
    claims = read(text).claims
    assert claims and all(c.where is None for c in claims)


@pytest.mark.parametrize(
    ("text", "point", "radius"),
    [
        ("The army shelled rebels 130 km west of Baghdad on Tuesday.", (33.34, 43.0), 53.8),
        ("Fighting went on less than 3 km from Baghdad on Tuesday.", (33.34, 44.4), 3.0),
        ("Fighting went on more than 30 km from Baghdad on Tuesday.", (33.34, 44.4), None),
        ("Fighting went on in Baghdad on Tuesday.", (33.34, 44.4), None),
    ],
)
def test_a_distance_is_a_point_with_a_radius(
    read: Read, text: str, point: tuple[float, float], radius: float | None
) -> None:
    (place,) = (m.place for m in read(text).mentions if m.text == "Baghdad")
    assert place and place.lat and place.lon
    assert (round(place.lat, 2), round(place.lon, 1), place.radius_km) == (*point, radius)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A 17-year-old boy was killed, police said.", 1),
        ("Maria Lopez, 25, was shot and killed on Monday.", 1),
        ("Two men, ages 22 and 24, were killed, police said.", 2),
        ("The shelling killed a five-year-old girl and her 70-year-old grandmother.", 2),
        ("The shelling killed a five-year-old girl and a 70-year-old man.", 2),
        ("Marcus Hill, 41, of Conway, and 3 others were killed, police said.", 4),
    ],
)
def test_ages_are_no_tolls(read: Read, text: str, killed: int) -> None:
    assert {c.killed.low for c in read(text).claims if c.killed} == {killed}


@pytest.mark.parametrize(
    "text",
    [
        "The keeper killed the match in Genoa, and pundits butchered his selection.",
        "The deputy mounted a fierce attack on the pension bill.",
        "The thriller about the Harbour siege ends with a shooting; it took months to shoot.",
        "Ministers murdered the amendment in committee on Monday.",
        "His second novel bombed with readers.",
    ],
)
def test_a_manner_of_speaking_is_no_violence(read: Read, text: str) -> None:
    """What is killed is somebody, and what is attacked somebody, a place or a thing; what a film shows did not happen."""
    assert all(c.grade == "statement" for c in read(text).claims)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked pipelines in the delta on Friday.",
        "Jets bombed positions held by the rebels near Idlib.",
        "Gunmen killed the watchman of a plantation near Jos.",
        "Most of those killed in Jos on Friday were farmers.",
    ],
)
def test_what_is_attacked_in_earnest(read: Read, text: str) -> None:
    assert any(c.grade != "statement" for c in read(text).claims)


def figures(reading: Reading) -> set[tuple[str, str, int | None]]:
    """Of each claim that counts somebody the words, what they count, and how many."""
    kinds = ("killed", "injured", "captured")
    return {
        (reading.text[slice(*c.trigger)], kind, toll.low)
        for c in reading.claims
        for kind in kinds
        if (toll := getattr(c, kind)) is not None
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Seven herders were killed, twenty were wounded and 3,000 people were displaced near Bor.",
            {("killed", "killed", 7), ("wounded", "injured", 20)},
        ),
        (
            "Captain Musa Idris said his cook was killed and his sister was wounded.",
            {("killed", "killed", 1), ("wounded", "injured", 1)},
        ),
        (
            "Fighters killed a clerk, abducted three nurses and wounded a porter in Bria.",
            {("killed", "killed", 1), ("abducted", "captured", 3), ("wounded", "injured", 1)},
        ),
    ],
)
def test_each_harm_has_its_own_victims(read: Read, text: str, told: set[tuple[str, str, int | None]]) -> None:
    """Several harms in one sentence each keep whom they count; whom is driven out is no toll, and who tells of it no target."""
    reading = read(text)
    assert figures(reading) == told
    assert not any("Idris" in text for c in reading.claims for text in texts(reading, c, "target"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Raids on Friday killed eight people in Baqubah and three in Samarra, police said.",
            {(8, "Baqubah"), (3, "Samarra")},
        ),
        ("Four people died in Gao, two in Kidal and one in Timbuktu on Friday.", {(4, "Gao"), (2, "Kidal"), (1, "Timbuktu")}),
        ("Blasts in Quetta and Peshawar on Monday killed six and eleven people respectively.", {(6, "Quetta"), (11, "Peshawar")}),
        ("Shelling killed a nurse in Kharkiv and two boys in Sumy on Tuesday.", {(1, "Kharkiv"), (2, "Sumy")}),
        ("Gunmen killed four guards in Mosul and wounded six clerks in Tikrit on Tuesday.", {(4, "Mosul"), (6, "Tikrit")}),
    ],
)  # fmt: skip
def test_a_number_for_each_place_is_an_event_for_each(read: Read, text: str, told: set[tuple[int, str]]) -> None:
    reading = read(text)
    counted = [c for c in reading.claims if c.killed or c.injured]
    assert {(toll.low, *texts(reading, c, "place")) for c in counted if (toll := c.killed or c.injured)} == told
    assert len({c.event for c in counted}) == len(told) and all(c.grade == "incident" for c in counted)


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday, the queen placed flowers for the 12 nurses killed in the hospital bombing.",
        "A jury on Tuesday convicted a sergeant who shot dead two prisoners.",
        "Speaking on Tuesday, the priest recalled the raid that killed nine of his parishioners.",
        "The mother of a boy killed by shelling met the envoy on Tuesday.",
        "Crowds marched in Oran on Tuesday in memory of a singer shot dead by gunmen.",
    ],
)
def test_the_day_of_a_ceremony_is_not_the_day_of_the_deed(read: Read, text: str) -> None:
    """Nor is its place that of the deed."""
    deeds = [c for c in read(text).claims if c.killed]
    assert deeds and all(not c.roles["time"] and not c.where for c in deeds)


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday, rebels launched an attack that killed five people in Bunia.",
        "Troops on Tuesday found the bodies of six traders killed by rebels near Bunia.",
        "The raid took place on Tuesday near Jos and killed four people.",
        "A bomb killed five people on Tuesday as the president opened a garden in Kabul.",
    ],
)
def test_the_day_of_a_deed_is_its_own(read: Read, text: str) -> None:
    reading = read(text)
    days = {word for c in reading.claims if c.event for word in texts(reading, c, "time")}
    assert days == {"Tuesday"}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The army fired mortars at the granary.", "the granary"),
        ("Tanks fired shells into the bazaar in Khartoum.", "the bazaar"),
        ("Militiamen threw petrol bombs at the courthouse in Bria.", "the courthouse"),
    ],
)
def test_what_is_fired_at_is_the_target(read: Read, text: str, target: str) -> None:
    """Not what flies."""
    reading = read(text)
    assert {word for c in reading.claims for word in texts(reading, c, "target")} == {target}


@pytest.mark.parametrize("text", ["Was anyone killed? The envoy would not say.", "“Who shot the mayor?” she asked."])
def test_what_is_asked_is_not_told(read: Read, text: str) -> None:
    assert all(c.grade == "statement" for c in read(text).claims)


def test_a_question_that_counts_the_dead_tells_of_them(read: Read) -> None:
    reading = read("Why did the army shell the market in Nyala on Monday, killing 12 people?")
    assert {c.killed.low for c in reading.claims if c.killed} == {12}


@pytest.mark.parametrize(
    ("text", "type_", "place"),
    [
        ("Loyalist fighters withdrew from the town of Saraqib on Friday.", "territory_yielded", "Saraqib"),
        ("Russian troops retreated from Lyman on Sunday, the general staff said.", "territory_yielded", "Lyman"),
    ],
)
def test_what_is_given_up_is_a_place(read: Read, text: str, type_: str, place: str) -> None:
    reading = read(text)
    made = claim(reading, type_)
    assert texts(reading, made, "place") == [place] and made.where is not None
    # who is not sure enough is left open
    assert all(actor.endswith(("fighters", "troops")) for actor in texts(reading, made, "actor"))


@pytest.mark.parametrize(
    "text",
    [
        "Rebels warned herders near Goma on Monday to stay at home.",
        "The army dropped leaflets urging families in Homs to leave ahead of an assault.",
        "The army warned families in Rafah to leave before it strikes the district.",
    ],
)
def test_a_warning_is_no_attack(read: Read, text: str) -> None:
    """What is threatened is a plan at most."""
    reading = read(text)
    made = claim(reading, "warning")
    assert texts(reading, made, "addressee")
    assert all(c.grade == "plan" for c in reading.claims if c.type in ("attack", "air_strike", "arrest", "bombing"))


def test_what_a_pronoun_stands_for_is_attacked(read: Read) -> None:
    reading = read(
        "The convoy set out at dawn; it was shelled near Bor on Monday. The blast struck at noon and killed three."
    )
    assert {"shelled"} <= {reading.text[slice(*c.trigger)] for c in reading.claims}
    assert any(c.killed and c.grade == "incident" for c in reading.claims)
