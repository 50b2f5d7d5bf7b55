"""News agencies by the names reports give them; shared by the header and by who-says-so."""

from __future__ import annotations

import re

AGENCIES = {
    "reuters": "Reuters", "ap": "AP", "associated press": "AP", "the associated press": "AP", "afp": "AFP", "agence france-presse": "AFP",
    "agence france presse": "AFP", "upi": "UPI", "dpa": "dpa", "efe": "EFE", "acan-efe": "EFE", "xinhua": "Xinhua", "tass": "TASS", "itar-tass": "TASS",
    "interfax": "Interfax", "ria novosti": "RIA Novosti", "anadolu": "Anadolu", "anadolu agency": "Anadolu", "aa": "Anadolu", "sana": "SANA",
    "irna": "IRNA", "pti": "PTI", "ani": "ANI", "ians": "IANS", "kyodo": "Kyodo", "yonhap": "Yonhap", "bernama": "Bernama", "wafa": "WAFA",
    "nna": "NNA", "kuna": "KUNA", "petra": "Petra", "ans": "ANSA", "ansa": "ANSA", "agencies": "agencies", "notimex": "Notimex", "dw": "DW",
    "bloomberg": "Bloomberg", "cnn": "CNN", "thomson reuters foundation": "Reuters",
}  # fmt: skip
NAMES = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))
TOLD = re.compile(rf"\btold (?:the )?(?P<a>{NAMES})\b", re.IGNORECASE)


def find_told(text: str) -> str | None:
    """The agency that a speaker told: `told AFP`.

    >>> find_told("told Reuters on Friday")
    'Reuters'
    """
    match = TOLD.search(text)
    return AGENCIES[match["a"].lower()] if match else None
