"""Scores the development sets with the scorers beside them, and writes the table of docs/evaluation.md.

    python evaluation/run.py DATA_FOLDER [TASK …]

DATA_FOLDER holds `data/` and `eval/` (the sets and scorers are not part of the project). With task names only those are
scored; the table keeps the others' figures.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from evaluation.predict import predict, read_lines

FIGURES = HERE / "figures.json"
TABLE = HERE.parent / "docs" / "evaluation.md"


class Run(NamedTuple):
    """One set scored: the task, its gold file under data/, the metrics shown, and what peers reach."""

    task: str
    gold: str
    shown: tuple[str, ...]
    name: str = ""
    options: tuple[str, ...] = ()
    peers: str = ""


UPPER = "upper case"  # the same texts without the help of capitals
RUNS = [
    Run("entities", "entities/dev.worldwide.jsonl.gz", ("strict_f1", "overlap_f1", "strict_f1.person", "strict_f1.place", "strict_f1.organisation", "strict_f1.time")),
    Run("entities", "entities/dev.re3d.jsonl", ("strict_f1", "overlap_f1", "all_f1", "alias_f1")),
    Run("times", "times/dev.jsonl", ("strict_f1", "relaxed_f1", "type_f1", "value_f1"), peers="HeidelTime: 0.804, 0.938, 0.895, 0.799"),
    Run("dating", "undated/dev.jsonl.gz", ("wrong_confident", "range_holds", "exact_of_all", "stated", "ranged", "range_days")),
    Run("places", "places/dev.lgl.jsonl.gz", ("recognition_f1", "acc161", "end_to_end_f1"), peers="best of nine geoparsers, each column another: 0.80, 0.73, 0.52"),
    Run("places", "places/dev.geovirus.jsonl.gz", ("recognition_f1", "acc161", "end_to_end_f1"), peers="best of nine geoparsers, each column another: 0.93, 0.78, 0.68"),
    Run("pages", "pages/gold.jsonl.gz", ("f1", "precision", "recall", "perfect"), peers="trafilatura as it comes: f1 0.941"),
    Run("attributions", "attributions/dev.jsonl.gz", ("attribution_f1", "content_tok_f1", "source_tok_f1", "cue_tok_f1"), peers="one annotator: 0.86, 0.94, 0.88, 0.80"),
    Run("coreference", "train-gum/dev.jsonl.gz", ("conll", "mentions_f1")),
    Run("coreference", "train-gum/dev.jsonl.gz", ("conll", "mentions_f1"), "names only", ("--named-only",)),
    Run("roles", "train-ewt/dev.jsonl.gz", ("found_f1", "given_f1", "predicates_f1", "core_f1", "nominal_f1", "factuality_r")),
    *(Run(task, gold, shown, UPPER) for task, gold, shown in (
        ("entities", "entities/dev.worldwide.jsonl.gz", ("strict_f1", "overlap_f1")),
        ("attributions", "attributions/dev.jsonl.gz", ("attribution_f1", "content_tok_f1", "source_tok_f1")),
        ("roles", "train-ewt/dev.jsonl.gz", ("found_f1", "given_f1", "predicates_f1", "factuality_r")),
    )),
    Run("actors", "train-cameo_ner/train.jsonl.gz", ("actors_overlap_f1", "actors_f1", "source_overlap_f1", "target_overlap_f1")),
    Run("rows", "rows/dev.jsonl.gz", ("row_p", "row_r", "row_f1", "clean_p", "clean_r", "clean_f1", "type", "date", "date_wrong", "place", "place_wrong", "killed", "killed_wrong", "injured", "injured_wrong", "actor", "actor_wrong", "link_pair_f1", "link_b3_f1"), peers="two careful readers: row_f1 .91, clean_f1 .66"),
    Run("muc4", "muc4/dev.jsonl", ("roles_f1", "grit_f1", "incident_found", "incident_date", "incident_country", "incident_place", "incident_killed")),
    Run("isaf", "isaf/dev.jsonl", ("date", "province", "killed", "captured", "type", "killed_present_f1", "captured_present_f1")),
    Run("wikievents", "wikievents/dev.jsonl", ("trigger_f1", "arg_f1", "kind")),
    Run("tolls", "wikievents/dev.jsonl", ("tolls_f1", "tolls_low_f1", "speaker", "speaker_named")),
    Run("subevents", "subevents/dev.jsonl", ("micro", "macro", "weighted", "none_recall"), peers="best team: weighted .839"),
    Run("police", "police/dev.jsonl.gz", ("kill_doc_f1", "arrest_doc_f1", "force_doc_f1", "kill_sent_f1", "arrest_sent_f1", "force_sent_f1")),
    Run("linking", "incidents/dev.jsonl.gz", ("b_cubed_f1", "b_cubed_p", "b_cubed_r", "killed_within", "date", "place"), peers="TF-IDF and 14 days: .939, .971, .908"),
    Run("origins", "incidents/dev.jsonl.gz", ("not_over", "one_origin", "several")),
    Run("event_coreference", "ecb/dev.jsonl.gz", ("conll",), "mentions given", peers="same head lemma, topic given: .717"),
    Run("reconcile", "maverick/cote-divoire.jsonl.gz", ("b_cubed_f1", "conflict_f1", "conflict_stated_f1", "covers", "exact_range"), peers="same day and city: .785, .658, .605, .868, .586"),
    Run("names", "train-names/variants.jsonl.gz", ("average_precision", "f1_at_half", "best_f1"), "pairs drawn"),
    Run("record", "fakes/articles.jsonl", ("type", "type_family", "date", "place", "country", "status", "actor_f1", "toll_f1", "speaker", "link_b3_f1", "disputed_f1", "killed_covered", "origins")),
    *(Run("repair", kind, ("restored", "spoiled", "replay"), kind or "sound texts") for kind in ("", "cyrillic", "greek", "fullwidth", "bold", "torn_ligature", "ligature_character", "lost_hyphen", "wrapped", "invisible", "mojibake")),
]  # fmt: skip


def score(data: Path, run: Run, work: Path) -> dict[str, Any]:
    """Predicts and scores one run."""
    made_gold = run.task in ("repair", "names") or run.name == UPPER
    gold = drawn(data, run, work) if made_gold else data / "data" / run.gold
    slug = f"{run.task}-{run.gold.replace('/', '-') or 'sound'}-{run.name}".replace(" ", "_")
    out = work / f"{slug}.jsonl"
    predict(run.task, gold, out)
    arguments = [str(gold), str(out)]
    if run.task in ("record", "rows"):
        events = work / f"{run.task}-events.jsonl"
        predict("record-events", gold, events)
        groups = [str(data / "data" / "fakes" / "groups.jsonl")] if run.task == "record" else []
        arguments += [*groups, str(events)]
    made = subprocess.run(
        [sys.executable, str(data / "eval" / f"{run.task}.py"), *arguments, *run.options],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(made.stdout))


def drawn(data: Path, run: Run, work: Path) -> Path:
    """Gold that is made, not given: damaged texts, texts in upper case, and pairs of names."""
    if run.name == UPPER:
        path = work / f"upper-{run.task}.jsonl"
        lines = [upper_case(line) for line in read_lines(data / "data" / run.gold)]
        path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n", encoding="utf-8")
        return path
    if run.task == "names":
        path = work / "names-gold.jsonl"
        path.write_text(
            "\n".join(json.dumps(pair, ensure_ascii=False) for pair in name_pairs(data / "data" / run.gold)) + "\n",
            encoding="utf-8",
        )
        return path
    clean = work / "clean.jsonl"
    lines = (
        read_lines(data / "data/entities/dev.worldwide.jsonl.gz")[:100]
        + read_lines(data / "data/times/train.jsonl.gz")[:70]
        + read_lines(data / "data/times/dev.jsonl")[:30]
    )
    clean.write_text(
        "\n".join(json.dumps({"id": line["id"], "text": line["text"]}, ensure_ascii=False) for line in lines) + "\n",
        encoding="utf-8",
    )
    path = work / f"damaged-{run.gold or 'sound'}.jsonl"
    made = subprocess.run(
        [sys.executable, str(data / "eval" / "corrupt.py"), str(clean), run.gold, "7"],
        capture_output=True,
        text=True,
        check=True,
    )
    path.write_text(made.stdout, encoding="utf-8")
    return path


def upper_case(line: dict[str, Any]) -> dict[str, Any]:
    """A line with its text in upper case, every letter in its place; a letter whose capital is two stays as it is."""

    def raised(text: str) -> str:
        return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)

    tokens = [token | {"form": raised(token["form"])} for token in line.get("tokens") or []]
    return line | {"text": raised(line["text"])} | ({"tokens": tokens} if tokens else {})


def name_pairs(path: Path, count: int = 2000) -> list[dict[str, Any]]:
    """Pairs of spellings: of one Arabic form, and of two forms whose spellings begin alike."""
    from dateline.text.names import fold

    rng = random.Random(11)
    lines = read_lines(path)
    several = [line["variants"] for line in lines if len(line["variants"]) > 1]
    rng.shuffle(several)
    pairs = [(v[0][0], v[rng.randrange(1, len(v))][0], True) for v in several[:count]]
    near: dict[str, list[tuple[int, str]]] = {}
    for number, line in enumerate(lines):
        name = line["variants"][0][0]
        near.setdefault(fold(name)[:3], []).append((number, name))
    blocks = [block for _, block in sorted(near.items()) if len(block) > 1]
    while len(pairs) < 2 * count:
        (i, a), (j, b) = rng.sample(rng.choice(blocks), 2)
        if i != j and a != b:
            pairs.append((a, b, False))
    return [{"id": f"n{n}", "left": a, "right": b, "gold": {"same": same}} for n, (a, b, same) in enumerate(pairs)]


def write_table(scored: list[tuple[Run, dict[str, Any], int]]) -> None:
    """The figures as JSON (what the next table compares with) and as docs/evaluation.md; those not scored now as they were."""
    before = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    now = {key(run): (run, values, lines) for run, values, lines in scored}
    results = [
        now.get(key(run), (run, before.get(key(run), {}), before.get(key(run), {}).get("lines", 0))) for run in RUNS
    ]
    figures = {
        key(run): {"lines": lines, **{name: values.get(name) for name in run.shown}} for run, values, lines in results
    }
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    rows = ["| task | set | figures | before, where it differs | peers |", "| --- | --- | --- | --- | --- |"]
    for run, values, lines in results:
        shown = ", ".join(f"{name} {number(values.get(name))}" for name in run.shown)
        old = before.get(key(run), {})
        changed = ", ".join(
            f"{name} {number(old[name])}"
            for name in run.shown
            if name in old and number(old[name]) != number(values.get(name))
        )
        set_name = "200 clean texts, damaged" if run.task == "repair" else run.gold.split(".jsonl")[0]
        rows.append(
            f"| {run.task} | {set_name}{f' ({run.name})' if run.name else ''}, {lines} lines | {shown} | {changed} | {run.peers} |"
        )
    text = TABLE.read_text(encoding="utf-8")
    start, end = text.index("<!-- quality -->"), text.index("<!-- /quality -->")
    TABLE.write_text(text[:start] + "<!-- quality -->\n" + "\n".join(rows) + "\n" + text[end:], encoding="utf-8")


def key(run: Run) -> str:
    return f"{run.task}/{run.gold}/{run.name}"


def number(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) and value < 100 else str(value)


def main() -> None:
    if len(sys.argv) < 2 or not (Path(sys.argv[1]) / "eval").is_dir():
        sys.exit("usage: python evaluation/run.py DATA_FOLDER [TASK …]   (a folder with data/ and eval/)")
    data, tasks = Path(sys.argv[1]).resolve(), set(sys.argv[2:])
    work = HERE.parent / "build" / "eval"
    work.mkdir(parents=True, exist_ok=True)
    results = []
    for run in RUNS:
        if tasks and run.task not in tasks:
            continue
        started = time.perf_counter()
        values = score(data, run, work)
        gold = data / "data" / run.gold if run.task != "repair" else work / "clean.jsonl"
        results.append((run, values, len(read_lines(gold))))
        print(
            f"{run.task} {run.name or run.gold}: "
            + ", ".join(f"{n} {number(values.get(n))}" for n in run.shown)
            + f"   ({time.perf_counter() - started:.0f} s)",
            flush=True,
        )
    write_table(results)


if __name__ == "__main__":
    main()
