"""Builds the word list that judges joined and torn words, from wordfreq's English list (CC BY-SA 4.0, credited).

Run by `make data`, never by the program. One word a line, most frequent first, lower-case ASCII letters only; words
seen only a handful of times in a billion are left out, since typing errors live there.

    python -m dateline.text.build_words words.txt.gz
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

LOWEST_ZIPF = 1.3


def build(path: Path) -> None:
    from wordfreq import iter_wordlist, zipf_frequency

    plain = re.compile(r"[a-z]+(?:'[a-z]+)?$")
    words = [
        word
        for word in iter_wordlist("en", "large")
        if plain.match(word) and zipf_frequency(word, "en", "large") >= LOWEST_ZIPF
    ]
    # mtime 0: the same list gives the same bytes
    path.write_bytes(gzip.compress("\n".join(words).encode(), mtime=0))


if __name__ == "__main__":
    build(Path(sys.argv[1]))
