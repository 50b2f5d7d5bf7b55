"""Acquiring: every kind of input, and everything that can be wrong with one."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dateline.acquire import acquire
from dateline.model import Problem, RawReport
from dateline.pipeline import read_report
from dateline.settings import Limits

EXAMPLES = Path(__file__).parents[1] / "examples"
ARTICLE = "<p>" + "Shells hit the market of Oru on Monday and burned four stalls, the mayor said. " * 6 + "</p>"
PAGE = f"<html><head><title>Market shelled</title></head><body><nav>Home</nav><article><h1>Market shelled</h1>{ARTICLE}</article></body></html>"


def get(path: Path, limits: Limits | None = None) -> list[RawReport | Problem]:
    return list(acquire([str(path)], limits))


def one(path: Path) -> RawReport:
    (item,) = get(path)
    assert isinstance(item, RawReport), item
    return item


def problem(path: Path, limits: Limits | None = None) -> Problem:
    (item,) = get(path, limits)
    assert isinstance(item, Problem), item
    assert item.todo
    return item


def test_plain_text_and_markdown(tmp_path: Path) -> None:
    """The whole file is the text, its bytes and hash kept."""
    for name in ("a.txt", "a.md"):
        path = tmp_path / name
        path.write_bytes("Café burned.".encode())
        raw = one(path)
        assert (raw.text, raw.data) == ("Café burned.", "Café burned.".encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """Encodings are worked out."""
    path = tmp_path / "a.txt"
    path.write_bytes("The café in Zürich was “closed” after the blast, the owner said.".encode(encoding))
    assert "café in Zürich was “closed”" in one(path).text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Mayor Hervé Nuñez’s car burned in Mérida – “a warning”."),
        ("cp1254", "Shots were heard in Kızıltepe and Beşiri, Officer Gül Ağaoğlu said – “all night”."),
        ("iso8859-9", "Shots were heard in Kızıltepe and Beşiri, Officer Gül Ağaoğlu said."),
        ("cp1250", "Shots were heard in Rzeszów; Major Paweł Święcki was hurt."),
        ("iso8859-2", "Shots were heard in Náměšť; Major Zdeněk Kříž was hurt."),
        ("cp1251", "A leaflet headed «Уходите» named Коваленко; one man was held."),
        ("koi8-r", "A leaflet headed Уходите из города was found; one man was held."),
        ("cp866", "A leaflet headed Уходите из города was found; one man was held."),
        ("cp1256", "A leaflet headed «تحذير إلى السكان» was found."),
        ("cp1253", "The daily Ελευθερία named no one."),
        ("mac_roman", "The envoy said “it’s over” in Mérida — and left."),
        ("gb18030", "The agency 新华社 named no one."),
        ("euc_kr", "The agency 연합뉴스 named no one."),
        ("utf-16-le", "One man was held in Náchod."),
        ("utf-16-be", "One man was held in Náchod."),
    ],
)
def test_few_foreign_letters(tmp_path: Path, encoding: str, text: str) -> None:
    """A handful of foreign letters, or the marks of a quotation, tell the encoding."""
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert one(path).text == text


def test_broken_utf8_stays_utf8(tmp_path: Path) -> None:
    """A byte too many makes no other encoding of a text in UTF-8."""
    path = tmp_path / "a.txt"
    path.write_bytes("Hervé Nuñez’s car burned \xe9n Mérida.".encode().replace("én".encode(), b"\xe9n"))
    assert one(path).text == "Hervé Nuñez’s car burned \ufffdn Mérida."


@pytest.mark.parametrize("head", ["", '<meta charset="windows-1251">', '<meta charset="utf-8">'])
def test_encoding_of_pages(tmp_path: Path, head: str) -> None:
    """A page is in what it declares, unless it cannot be."""
    path = tmp_path / "a.html"
    page = PAGE.replace("<head>", f"<head>{head}").replace("mayor said", "mayor, Коваленко, said")
    path.write_bytes(page.encode("cp1251"))
    assert "Коваленко" in one(path).text


def test_encoding_that_a_server_told(tmp_path: Path) -> None:
    """A page of a web archive is in what its server said."""
    out = io.BytesIO()
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=windows-1257")], protocol="HTTP/1.0")
    payload = io.BytesIO(PAGE.replace("Oru", "Jõhvi").encode("cp1257"))
    writer = WARCWriter(out)
    writer.write_record(
        writer.create_warc_record("https://esk.example/a", "response", payload=payload, http_headers=headers)
    )
    path = tmp_path / "a.warc"
    path.write_bytes(out.getvalue())
    assert "Jõhvi" in one(path).text


def test_page(tmp_path: Path) -> None:
    """The article is cut out of the page; the headline is the title."""
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    raw = one(path)
    assert raw.title == "Market shelled"
    assert raw.text.startswith("Shells hit") and "Home" not in raw.text


def test_pdf_and_mail() -> None:
    """The examples' PDF gives its text layer, the mail its body, subject and date."""
    pdf, mail = one(EXAMPLES / "4-valley-notes-flattened.pdf"), one(EXAMPLES / "6-relief-bulletin.eml")
    assert "Brigade bomb-maker killed" in pdf.text
    assert (mail.title, mail.printed) == ("Aid convoy reaches Mukalla", "2024-05-17")


def pdf_of(rows: list[tuple[str, ...]]) -> bytes:
    """A page on which each row is drawn from left to right, its cells 250 points apart."""
    shown = "".join(
        f"BT /F 9 Tf 1 0 0 1 {50 + 250 * n} {700 - 14 * row} Tm ({cell}) Tj ET\n"
        for row, cells in enumerate(rows)
        for n, cell in enumerate(cells)
    )
    return (
        "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>> endobj\n"
        f"4 0 obj <</Length {len(shown)}>> stream\n{shown}endstream endobj\n"
        "5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj\ntrailer <</Root 1 0 R>>\n"
    ).encode()


def test_columns_of_a_pdf(tmp_path: Path) -> None:
    """Two stories that a PDF draws row by row are read one after the other; a table stays in its rows."""
    path = tmp_path / "a.pdf"
    left = ["ESK - The town hall of Esk burned", "on Sunday, and two firemen were", "hurt, the mayor told the radio."]
    right = ["ORU - Floods tore away the bridge", "of Oru on Monday. Nobody was on", "it, the police of the town said."]
    path.write_bytes(pdf_of([("The Esk and Oru Observer",), *zip(left, right, strict=True)]))
    assert one(path).text.split("\n") == ["The Esk and Oru Observer", *left, *right]
    path.write_bytes(pdf_of([("Esk", "two hurt"), ("Oru", "none hurt"), ("Varn", "one dead"), ("Brenn", "none")]))
    assert one(path).text.split("\n")[1] == "Oru none hurt"


@pytest.mark.parametrize(
    ("mark", "headers"),
    [
        ("---------- Forwarded message ---------", "From: Esk Desk <d@esk.example>\nDate: Wed, 1 May 2019 at 10:05\nSubject: Hall burns\nTo: all"),
        ("-----Original Message-----", "From: Esk Desk\nSent: Wednesday, May 1, 2019 10:05 AM\nTo: all\nSubject: Hall burns"),
        ("Begin forwarded message:\n", "> From: Esk Desk <d@esk.example>\n> Subject: Hall burns\n> Date: 1 May 2019 10:05:00 GMT\n> To: all"),
    ],
)  # fmt: skip
def test_forwarded_mail(tmp_path: Path, mark: str, headers: str) -> None:
    """What a mail passes on is the report, with its own subject, day and sender; the note above it is not."""
    path = tmp_path / "a.eml"
    story = "The town hall of Esk burned on Tuesday, and two firemen were hurt."
    quoted = "> " if headers.startswith(">") else ""
    body = f"For your files.\n\nAna\n\n{mark}\n{headers}\n{quoted.strip()}\n{quoted}{story}\n"
    path.write_text(f"From: Ana Lund <a@x.example>\nDate: Thu, 9 May 2019 08:00:00 +0000\nSubject: Fwd\n\n{body}")
    raw = one(path)
    assert (raw.text.strip(), raw.title, raw.printed, raw.outlet) == (story, "Hall burns", "2019-05-01", "Esk Desk")


def test_a_reply_keeps_its_own_text(tmp_path: Path) -> None:
    """A mail that is longer than the one it quotes is the report."""
    path = tmp_path / "a.eml"
    own = "Two firemen were hurt when the town hall of Esk burned. " * 5
    path.write_text(
        f"From: a@x.example\nDate: Thu, 9 May 2019 08:00:00 +0000\nSubject: Re\n\n{own}\n-----Original Message-----\nFrom: b\n\nAny news?\n"
    )
    raw = one(path)
    assert raw.text.startswith("Two firemen") and raw.printed == "2019-05-09"


def test_feed(tmp_path: Path) -> None:
    """One report an entry, with its link and date."""
    path = tmp_path / "feed.xml"
    path.write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Esk News</title>'
        "<item><title>Hall burns</title><link>https://esk.example/1</link><pubDate>Mon, 06 May 2019 10:00:00 GMT</pubDate>"
        "<description>&lt;p&gt;The town hall burned.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>"
        "<item><title>Bridge opens</title><link>https://esk.example/2</link><description>The bridge opened.</description></item>"
        "</channel></rss>"
    )
    first, second = get(path)
    assert isinstance(first, RawReport) and isinstance(second, RawReport)
    assert (first.text, first.url, first.printed, first.outlet) == (
        "The town hall burned.",
        "https://esk.example/1",
        "2019-05-06",
        "Esk News",
    )
    assert first.id != second.id


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("<pubDate>2019/5/6 23:10:00</pubDate>", "2019-05-06"),
        ("<pubDate>06.05.2019 08:15</pubDate>", "2019-05-06"),
        ("<pubDate>Monday, May 6, 2019 - 8:15 PM</pubDate>", "2019-05-06"),
        ("<pubDate>May 2019</pubDate>", "2019-05"),
        ("<pubDate>1557180000</pubDate>", "2019-05-06"),
        ("<pubDate>1557180000123</pubDate>", "2019-05-06"),
        ("<pubDate>20190506T101500Z</pubDate>", "2019-05-06"),
        # the day is that of the place where it was written, not that in London
        ("<pubDate>Mon, 06 May 2019 00:10:00 +0530</pubDate>", "2019-05-06"),
        ("<pubDate>Mon, 06 May 2019 22:10:00 -0700</pubDate>", "2019-05-06"),
        ('<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2019-05-06T22:10:00-07:00</dc:date>', "2019-05-06"),
        ("<pubDate>Mon, 06 May 19 10:00:00 GMT</pubDate>", "2019-05-06"),
        ("<pubDate>two hours ago</pubDate>", None),
        ("<pubDate>2019-02-30</pubDate>", None),
    ],
)
def test_dates_of_feeds(tmp_path: Path, words: str, day: str | None) -> None:
    """However a feed writes its dates; what is no date tells none."""
    path = tmp_path / "feed.xml"
    entry = f"<item><title>Hall burns</title>{words}<description>The town hall burned.</description></item>"
    path.write_text(f'<?xml version="1.0"?><rss version="2.0"><channel><title>Esk</title>{entry}</channel></rss>')
    assert one(path).printed == day


def test_a_page_says_when_it_was_published(tmp_path: Path) -> None:
    """What a page declares of itself goes before the date in its address, unless it declares several days."""
    path = tmp_path / "page.html"
    address = '<link rel="canonical" href="https://esk.example/2019/05/11/hall.html">'
    data = '<script type="application/ld+json">{"datePublished": "2019-05-06T08:00:00Z", "dateModified": "2019-05-11"}</script>'
    path.write_text(PAGE.replace("<title>", address + data + "<title>"))
    assert one(path).printed == "2019-05-06"
    path.write_text(PAGE.replace("<title>", address + data + data.replace("-06T", "-02T") + "<title>"))
    assert one(path).printed == "2019-05-11"


def warc_bytes() -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
    writer.write_record(
        writer.create_warc_record(
            "https://esk.example/a", "response", payload=io.BytesIO(PAGE.encode()), http_headers=headers
        )
    )
    return out.getvalue()


def test_web_archives(tmp_path: Path) -> None:
    """A WARC's pages are reports of their URLs, and so are those of the WARC in a WACZ."""
    warc, wacz = tmp_path / "a.warc.gz", tmp_path / "a.wacz"
    warc.write_bytes(warc_bytes())
    with zipfile.ZipFile(wacz, "w") as archive:
        archive.writestr("archive/../../escape.warc.gz", warc_bytes())
    for path in (warc, wacz):
        raw = one(path)
        assert raw.url == "https://esk.example/a" and raw.text.startswith("Shells hit")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.wacz", "a.warc.gz"], "nothing is unpacked to disk"


def test_json_lines(tmp_path: Path) -> None:
    """Each line is a report with the caller's id; bad lines are problems and the others go on."""
    path = tmp_path / "a.jsonl"
    lines = [
        '{"id": 7, "text": "One."}',
        "{broken",
        '{"id": "x"}',
        '{"text": "Two.", "published": "yesterday"}',
        json.dumps({"html": PAGE, "url": "https://e.example/"}),
    ]
    path.write_text("\n".join(lines))
    found = get(path)
    assert [type(item).__name__ for item in found] == ["RawReport", "Problem", "Problem", "Problem", "RawReport"]
    assert isinstance(found[0], RawReport) and found[0].id == "7"
    assert isinstance(found[1], Problem) and "line 2" in found[1].file


def test_folder_and_order(tmp_path: Path) -> None:
    """A folder's files come by name; hidden files and links that lead out of it are left aside."""
    outside = tmp_path / "secret.txt"
    outside.write_text("secret")
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.txt"):
        (folder / name).write_text(f"Report {name}.")
    (folder / "link.txt").symlink_to(outside)
    assert [raw.text for raw in acquire([str(folder)]) if isinstance(raw, RawReport)] == [
        "Report a.txt.",
        "Report b.txt.",
        "Report sub/c.txt.",
    ]


def test_identity(tmp_path: Path) -> None:
    """The same bytes from the same place are one report, from two places two."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The same words.")
    first, again, other = one(tmp_path / "a.txt"), one(tmp_path / "a.txt"), one(tmp_path / "b.txt")
    assert first.id == again.id != other.id
    assert first.sha256 == other.sha256


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.txt", b"  \n ", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("packed.txt", b"PK\x03\x04" + b"x" * 200, "compressed"),
        ("broken.pdf", b"%PDF-1.4 nothing here", "PDF"),
        ("words.txt", b"1234 5678 !!!", "no words"),
        (
            "bomb.xml",
            b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rss version="2.0"><channel></channel></rss>',
            "entities",
        ),
        ("broken.warc", b"WARC/1.0\r\nnonsense", "no report"),
        ("broken.wacz", b"PK\x03\x04nonsense", "WACZ"),
        ("no-article.html", b"<html><body></body></html>", "no article"),
        (
            "mail.eml",
            b"From: a@b.example\nSubject: x\nDate: Fri, 17 May 2024 09:12:00 +0300\nContent-Type: image/png\n\nxx",
            "mail",
        ),
    ],
)
def test_problems(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    """A broken, empty or binary input is a problem that says what is wrong and what to do."""
    path = tmp_path / name
    path.write_bytes(data)
    assert what in problem(path).what


def test_bounds(tmp_path: Path) -> None:
    """Sizes are bounded: a file, and what an archive unpacks to."""
    large, warc = tmp_path / "a.txt", tmp_path / "a.warc.gz"
    large.write_text("word " * 100)
    warc.write_bytes(warc_bytes())
    assert "larger" in problem(large, Limits(file_bytes=100)).what
    assert "unpacks" in problem(warc, Limits(archive_bytes=50)).what


def test_missing_file(tmp_path: Path) -> None:
    """A path that is not there is a problem, not a crash."""
    assert "no such file" in problem(tmp_path / "gone.txt").what


def test_other_languages_are_problems(tmp_path: Path) -> None:
    """A report in another language is named as one."""
    path = tmp_path / "a.txt"
    path.write_text(
        "Der Angriff auf die Stadt hat mindestens zwölf Menschen das Leben gekostet, sagte die Polizei am Montag in der Hauptstadt."
    )
    found = read_report(one(path))
    assert isinstance(found, Problem) and "English" in found.what


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_reports_or_problems(data: bytes) -> None:
    """No bytes make acquiring or reading crash."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.txt"
        path.write_bytes(data)
        for item in acquire([str(path)]):
            assert isinstance(item, Problem) or isinstance(read_report(item), object)


@cache
def whole_file(name: str) -> bytes:
    return warc_bytes() if name.endswith(".warc.gz") else (EXAMPLES / name).read_bytes()


@pytest.mark.parametrize("name", ["4-valley-notes-flattened.pdf", "6-relief-bulletin.eml", "a.warc.gz"])
@given(seed=st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_damaged_files_give_reports_or_problems(name: str, seed: int) -> None:
    """Bytes changed, cut out or cut off never stop a batch: what follows the damaged file is read."""
    from tempfile import TemporaryDirectory

    choices, data = Random(seed), bytearray(whole_file(name))
    for _ in range(choices.randint(1, 8)):
        at = choices.randrange(len(data))
        data[at : at + choices.choice([0, 1, 1, 9])] = choices.randbytes(choices.choice([0, 1, 1, 9]))
    with TemporaryDirectory() as folder:
        damaged, whole = Path(folder) / name, Path(folder) / "z.html"
        damaged.write_bytes(data[: choices.choice([len(data), choices.randint(1, len(data))])])
        whole.write_text(PAGE)
        *_, last = acquire([str(damaged), str(whole)])
    assert isinstance(last, RawReport) and last.title == "Market shelled"


def test_broken_sender(tmp_path: Path) -> None:
    """A mail whose sender no parser takes is still a report; it only names no outlet."""
    path = tmp_path / "a.eml"
    path.write_text("From: Desk:;, x@\nSubject: Shelling\nDate: Mon, 4 Mar 2024 10:00:00 +0000\n\nShells hit Oru.\n")
    raw = one(path)
    assert raw.outlet is None and raw.printed == "2024-03-04" and "Shells hit Oru" in raw.text
