#!/usr/bin/env python3
"""Writes grammars/status/communes.toml from resolutions of Ủy ban Thường vụ Quốc hội on the communes of a province.

    .ci/communes.py RESOLUTION.md… > grammars/status/communes.toml

A row stands for a unit that was made of whole units; of one that took in a part of another unit only the name stands
there, since a name alone does not tell which part. What is left out is counted on standard error.
"""

import re
import sys
from pathlib import Path

KIND = r"(?:xã|phường|thị trấn|đặc khu)"
UNIT = re.compile(r"(?m)^\W*(\d+)\s*\\?\.\W*(Sắp xếp.+?tên gọi là\W*(" + KIND + r"[\s*]*[^.\n]+))")
WHOLE = re.compile(
    r"Sắp xếp ?(?:toàn )?bộ diện tích tự nhiên(?:,| và)? ?quy mô dân số của (.+?) ?thành (?:xã|phường|đặc khu)"
)
PARTLY = ["một phần", "phần còn lại", "theo quy định", "sau khi sắp xếp"]
HEAD = """\
# Communes, wards and special zones (xã, phường, đặc khu) that began on 1 July 2025, and what each was made of.
#
# Made by .ci/communes.py; a table for each province of which the resolution was at hand.
#
# number    of the resolution of Ủy ban Thường vụ Quốc hội; empty where it is not known
# province  without "tỉnh" or "thành phố"
# from      the first day of the new units
# units     clause of Điều 1, name, the units it was made of; none where parts of units went into it

"""


def plain(text: str) -> str:
    """Names with their blanks: a page may have lost some."""
    text = re.sub(r"\*+|\\", "", text)
    text = re.sub(r"(xã|phường|thị trấn|đặc khu)(?=[A-ZĐÀ-Ỹ])", r"\1 ", text)
    text = re.sub(r"(?<=\))(?=và)|(?<=\bvà)(?=các\b)", " ", text)
    return re.sub(r"\s+", " ", text).strip(" .,;")


def parts(listed: str) -> list[str]:
    """`các xã A, B và thị trấn C` as `xã A`, `xã B`, `thị trấn C`."""
    found, kind = [], ""
    for part in re.split(r",\s*|\s+và\s+", re.sub(r"\bcác (?=xã|phường|thị trấn)", "", listed)):
        named = re.match(rf"({KIND})\s+(.+)$", part.strip())
        if named:
            kind, name = named.groups()
        else:
            name = part.strip()
        if not kind or not re.match(r"[A-ZĐÀ-Ỹ0-9]", name):
            return []
        found.append(f"{kind} {name}")
    return found


def main() -> None:
    print(HEAD, end="")
    units = whole = 0
    tables = []
    for path in sys.argv[1:]:
        text = Path(path).read_text(encoding="utf-8")
        bare = plain(text[:6000].replace("\n", " "))
        number = re.search(r"Số:\s*(\d+/NQ-UBTVQH15)", bare)
        place = re.search(r"cấp xã của (?:tỉnh|thành phố) ([A-ZĐÀ-Ỹ]\w+(?: [A-ZĐÀ-Ỹ]\w+)+|Huế)", bare)
        if not place:
            print(f"{path}: no province", file=sys.stderr)
            continue
        rows = []
        for clause, sentence, name in UNIT.findall(text):
            sentence = plain(sentence)
            listed = WHOLE.match(sentence)
            of = [] if any(word in sentence for word in PARTLY) or not listed else parts(listed.group(1))
            rows.append((clause, plain(name), of))
            units, whole = units + 1, whole + bool(of)
        tables.append((place.group(1), number.group(1) if number else "", rows))
    for province, number, rows in sorted(tables):
        print(f'[[merger]]\nnumber = "{number}"\nprovince = "{province}"\nfrom = "2025-07-01"\nunits = [')
        for clause, name, of in rows:
            print(f'  ["{clause}", "{name}", [{", ".join(chr(34) + own + chr(34) for own in of)}]],')
        print("]\n")
    print(f"{units} units of {len(tables)} provinces, {whole} of whole units", file=sys.stderr)


if __name__ == "__main__":
    main()
