#!/usr/bin/env python3
"""Counts the acts of central bodies that parsed documents cite, and says of the most cited what documents agree on.

    vanban parse FOLDER… -o results.jsonl
    .ci/cited_acts.py results.jsonl [--most 200] > cited.tsv
    .ci/acts.py cited.tsv --write

A row stands for each of the most cited acts of which at least three documents give the same date. Its name and its
issuer are there where three documents agree on them, too; a date that two documents contradict is none. How many acts
are cited, and how many are left out for want of agreement, is said on standard error. Nothing is said of the end of
these acts: `confidence` is `cited`, and their rows have `end-unknown`.
"""

import argparse
import collections
import json
import re
import sys
from pathlib import Path

AGREED = 3
COLUMNS = "kind number name date from until replaced_by amended_by source confidence issuer documents".split()
MINISTRIES = (
    "BNV BTC BYT BKHCN BVHTTDL BCA BQP BTP BXD BCT BNNMT BNNPTNT BTNMT BTTTT BLĐTBXH BGDĐT BKHĐT BGTVT BNG BDTTG"
)
OF_MINISTRIES = "|".join(MINISTRIES.split())
CENTRAL = re.compile(
    r"/(QH\d+|(NQ-|PL-)?UBTVQH\d+|(NĐ|NQ)-CP|(QĐ|CT)-TTg|TT-[A-ZĐ]+|TTLT[-/].+|QĐ-(" + OF_MINISTRIES + r"))$"
    r"|-(NQ|QĐ|CT|KL|HD|QC)/(TW|BTCTW|VPTW)$"
)
OLD_TONES = {"oà": "òa", "oá": "óa", "uỷ": "ủy", "uý": "úy", "uỳ": "ùy"}


def citations(value):
    """All citations of a document."""
    if isinstance(value, dict):
        yield from value.get("citations", [])
        for own in value.values():
            yield from citations(own)
    elif isinstance(value, list):
        for own in value:
            yield from citations(own)


def identity(citation: dict) -> tuple | None:
    """What tells an act: kind and number, and the date where the number comes back every year."""
    number, kind = citation.get("number", ""), citation.get("kind")
    if not kind or not CENTRAL.search(number):
        return None
    date = citation.get("date", "")
    if re.search(r"/(19|20)\d\d/", number) or re.search(r"/QH\d+$", number):
        return kind, number, ""
    return (kind, number, date) if len(date) == 10 else None


def plain(text: str) -> str:
    """Words as they are compared."""
    text = re.sub(r"\s+", " ", text).strip().lower()
    for new, old in OLD_TONES.items():
        text = text.replace(new, old)
    return re.sub(r"^(về việc|v/v|về) ", "", text)


def agreed(values: collections.Counter, disputed: int = 10**6) -> str:
    """The value that at least three documents give, in the commonest wording, unless others contradict it."""
    groups = collections.defaultdict(collections.Counter)
    for value, count in values.items():
        groups[plain(value)][value] += count
    ordered = sorted(groups.values(), key=lambda own: -sum(own.values()))
    if not ordered or sum(ordered[0].values()) < AGREED:
        return ""
    if len(ordered) > 1 and sum(ordered[1].values()) >= disputed:
        return ""
    return ordered[0].most_common(1)[0][0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=200)
    given = parser.parse_args()
    documents = collections.defaultdict(set)
    said = collections.defaultdict(lambda: collections.defaultdict(lambda: collections.defaultdict(set)))
    for path in given.results:
        for line in path.open(encoding="utf-8"):
            record = json.loads(line)
            if "result" not in record:
                continue
            for citation in citations(record["result"]["document"]):
                if key := identity(citation):
                    documents[key].add(record["id"])
                    for part in ("date", "issuer", "title"):
                        value = citation.get(part, "")
                        if value and (part != "date" or len(value) == 10):
                            said[key][part][value].add(record["id"])
    ordered = sorted(documents.items(), key=lambda own: (-len(own[1]), own[0]))[: given.most]
    print("\t".join(COLUMNS))
    left = 0
    for key, cited_in in ordered:
        kind, number, _ = key
        counts = {
            part: collections.Counter({value: len(ids) for value, ids in said[key][part].items()})
            for part in ("date", "issuer", "title")
        }
        date = agreed(counts["date"], disputed=2)
        if not date:
            left += 1
            continue
        row = dict.fromkeys(COLUMNS, "")
        row |= {"kind": kind, "number": number, "date": date, "confidence": "cited", "documents": str(len(cited_in))}
        row["name"], row["issuer"] = agreed(counts["title"]), agreed(counts["issuer"])
        print("\t".join(row[column] for column in COLUMNS))
    print(
        f"{len(documents)} acts cited; of the {len(ordered)} most cited {left} lack a date on which three agree",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
