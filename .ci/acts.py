#!/usr/bin/env python3
"""Carries a table of acts into grammars/status/acts.toml.

    .ci/acts.py TABLE.tsv [--differences DIFF.tsv] [--left docs/facts.md] [--write]

TABLE.tsv has the columns kind, number, name, date, from, until, replaced_by, amended_by, source and confidence
(read-in-act, read-secondary, conflicting, or cited for what documents say of it alone). A value of the table goes
before one of the file; what only the file has is kept. Without --write the differences are printed and nothing is
changed; a second run on the same table changes nothing.

DIFF.tsv names the rows in which an older file differed, with a column `how`; what it calls wrong is taken out. Its rows
are settled in a table, which --left writes: taken, or why not (.ci/acts_left.toml).

A source is an act and a clause of it, never the page on which it was read.
"""

import argparse
import csv
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ACTS = ROOT / "grammars" / "status" / "acts.toml"
LEFT = ROOT / ".ci" / "acts_left.toml"

# As acts.toml has them, in this order; what follows is kept as it is.
FIELDS = ["kind", "name", "also", "number", "date", "from", "until", "end-unknown", "replaced-by", "repealed"]
FIELDS += ["amended-by", "parts", "implements", "consolidated", "issuer", "source", "reliability"]
KINDS = {
    "luat": "Luật",
    "bo-luat": "Bộ luật",
    "phap-lenh": "Pháp lệnh",
    "nghi-dinh": "Nghị định",
    "nghi-quyet": "Nghị quyết",
    "quyet-dinh": "Quyết định",
    "thong-tu": "Thông tư",
    "thong-tu-lien-tich": "Thông tư liên tịch",
    "chi-thi": "Chỉ thị",
    "quy-dinh": "Quy định",
    "huong-dan": "Hướng dẫn",
    "ket-luan": "Kết luận",
    "ke-hoach": "Kế hoạch",
}
# The most reliable first.
ORDER = ["primary", "document", "measured", "secondary", "background"]
CONFIDENCE = {
    "read-in-act": "primary",
    "read-secondary": "secondary",
    "conflicting": "conflicting",
    "cited": "document",
}


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def kind_of(number: str, acts: dict) -> str:
    """The Vietnamese name of the kind of an act that is known by its number."""
    for (kind, known), _ in acts.items():
        if known == number:
            return KINDS.get(kind, "Văn bản")
    ends = {"/NĐ-CP": "Nghị định", "/NQ-CP": "Nghị quyết", "/QĐ-TTg": "Quyết định"}
    for end, kind in ends.items():
        if number.endswith(end):
            return kind
    if re.search(r"/QH\d+$", number):
        return "Luật"
    return "Pháp lệnh" if "UBTVQH" in number else "Thông tư" if "/TT-" in number else "Văn bản"


def label(number: str, acts: dict) -> str:
    return f"{kind_of(number, acts)} {number}"


def source_of(row: dict, acts: dict) -> str:
    """The acts and clauses that the words of a source name."""
    said, me = row["source"], label(row["number"], acts)
    found = []
    for number in re.findall(r"repeal clause of (\d+[^\s);,]*)", said):
        found.append(f"điều khoản bãi bỏ của {label(number, acts)}")
    if re.search(r"effect clause", said):
        found.append(f"điều khoản thi hành của {me}")
    elif "codified text with day of effect" in said:
        found.append(f"ngày có hiệu lực của {me} theo Bộ pháp điển")
    if re.search(r"codified text\)|codified text in", said):
        found.append(f"{me} theo Bộ pháp điển")
    for number in re.findall(r"van-ban-hop-nhat-so-(\d+)-vbhn-vpqh", said):
        found.append(f"Văn bản hợp nhất {number}/VBHN-VPQH")
    replaced = [number for number in re.split(r"[;, ]+", row["replaced_by"]) if number]
    named = {part for text in found for part in text.split()}
    found += [f"được thay thế theo {label(number, acts)}" for number in replaced if number not in named]
    for amendment in amendments(row):
        if amendment["number"] not in named:
            found.append(f"sửa đổi theo {label(amendment['number'], acts)}")
    if row["confidence"] == "cited":
        return f"được viện dẫn như vậy trong ít nhất {row.get('documents', '3')} văn bản"
    if not found:
        found.append(me if row["confidence"] == "read-in-act" else f"{me}, theo văn bản viện dẫn")
    return "; ".join(dict.fromkeys(found))


def amendments(row: dict) -> list[dict]:
    found = []
    for part in filter(None, re.split(r";\s*", row["amended_by"])):
        number, date, start = [*part.split("|"), "", ""][:3]
        found.append({key: value for key, value in {"number": number, "date": date, "from": start}.items() if value})
    return found


def blocks(text: str) -> list[tuple[str, str]]:
    """The text as comments and rows, in order: (comment, row), each of which may be empty."""
    parts = re.split(r"(?m)^(?=\[\[act\]\]$)", text)
    found = [(parts[0], "")]
    for part in parts[1:]:
        # A comment behind a row heads the next ones.
        at = re.search(r"\n\n(?=#)", part)
        end = at.end() if at else len(part)
        found.append((part[end:], part[:end]))
    return found


def quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {written(own)}" for key, own in value.items()) + " }"
    if value and isinstance(value[0], dict) and len(value) > 1:
        return "[\n" + "".join(f"  {written(own)},\n" for own in value) + "]"
    return "[" + ", ".join(written(own) for own in value) + "]"


def block(act: dict) -> str:
    keys = [key for key in FIELDS if key in act] + [key for key in act if key not in FIELDS]
    return "[[act]]\n" + "".join(f"{key} = {written(act[key])}\n" for key in keys)


def titled(kind: str, name: str) -> str:
    """A name with its kind before it, as the file has it."""
    head = KINDS.get(kind, "")
    name = re.sub(r"\s+", " ", name).strip()
    return name if not name or name.lower().startswith(head.lower()) else f"{head} {name}"


def reliability(act: dict, row: dict, changed: set) -> str:
    ours, theirs = act.get("reliability"), CONFIDENCE[row["confidence"]]
    if ours is None:
        return theirs
    # That documents cite it says nothing of its end.
    if row["confidence"] == "cited":
        return ours
    if theirs == "conflicting":
        return theirs
    # The end of the row is what counts most: where only the file has it, it is as sure as the file's row.
    if "until" in act and not row["until"]:
        return ours
    if ours == "conflicting":
        return theirs
    if changed & {"until", "replaced-by"} or theirs == "primary":
        return theirs
    return min(ours, theirs, key=ORDER.index)


def merged(act: dict, row: dict, how: str, acts: dict) -> dict:
    """A row of the file with the values of the table's row."""
    out = dict(act)
    wrong = set(re.findall(r"amender (\S+) is wrong", how))
    for key in ("date", "from", "until"):
        if row[key]:
            out[key] = row[key]
    if row["name"] and (not act.get("name") or "title belongs to" in how):
        out["name"] = titled(row["kind"], row["name"])
        if "title belongs to" in how:
            out.pop("also", None)
    after = [number for number in re.split(r"[;, ]+", row["replaced_by"]) if number]
    after += [number for number in act.get("replaced-by", []) if number not in after]
    if after:
        out["replaced-by"] = after
        out.pop("repealed", None)
    known = {own["number"]: dict(own) for own in act.get("amended-by", []) if own["number"] not in wrong}
    for own in amendments(row):
        known.setdefault(own["number"], {}).update(own)
    for number, own in known.items():
        other = next((other for (_, known), other in acts.items() if known == number), {})
        for key in ("date", "from"):
            if key not in own and other.get(key):
                own[key] = other[key]
    if known:
        ordered = [{key: own[key] for key in ("number", "date", "from") if key in own} for own in known.values()]
        out["amended-by"] = sorted(ordered, key=lambda own: own.get("from") or own.get("date") or "9")
    else:
        out.pop("amended-by", None)
    if row.get("issuer") and not re.search(r"-(CP|TTg)$|/(QH|UBTVQH)\d+$", row["number"]):
        out["issuer"] = row["issuer"]
    if row["confidence"] == "cited" and not act:
        out["end-unknown"] = True
    elif row["until"]:
        out.pop("end-unknown", None)
    changed = {key for key in out if out[key] != act.get(key)}
    out["reliability"] = reliability(act, row, changed)
    if row["confidence"] != "cited" or not act:
        said = source_of(row, acts)
        ours = act.get("source", "")
        names_act = re.search(r"\d+/\d{4}/|Bộ pháp điển|văn bản", ours)
        out["source"] = (
            f"{said}; {ours}"
            if names_act and ours not in said and said not in ours
            else (ours if said in ours else said)
        )
    return {"kind": row["kind"], "number": row["number"], **out}


def is_taken(how: str, act: dict) -> bool:
    """True where the row of the file has what the words of a difference ask for."""
    amenders = {own["number"]: own for own in act.get("amended-by", [])}
    right = [number in amenders for number in re.findall(r"amender missing: ([^\s;]+)", how)]
    right += [number not in amenders for number in re.findall(r"amender (\S+) is wrong", how)]
    right += [number in amenders for number in re.findall(r"is wrong: ([^\s;]+)", how)]
    for number, day in re.findall(r"amender (\S+?):? from \S+(?: vs)? \(?([\d-]{10})", how):
        right.append(amenders.get(number, {}).get("from") == day)
    right += [act.get("from") == day for day in re.findall(r"(?:^|; )from missing: ([\d-]{10})", how)]
    ends = re.findall(r"(?:ended|ends) ([\d-]{10}), replaced by ([^\s;]+)", how)
    right += [act.get("until") == day and number in act.get("replaced-by", []) for day, number in ends]
    right += ["Tố tụng hình sự" in act.get("name", "") for _ in re.findall("title belongs to", how)]
    return bool(right) and all(right)


def settled(differences: list[dict], acts: dict, left: dict, path: Path) -> None:
    """Writes which differing rows were taken, and why the others were not."""
    lines = ["| văn bản | khác ở | xử lý | độ tin cậy |", "|---|---|---|---|"]
    for row in differences:
        if row["result"] == "differs":
            act = acts[(row["kind"], row["number"])]
            how = re.sub(r" \(\)", "", row["how"])
            taken = "lấy" if is_taken(row["how"], act) else "KHÔNG LẤY"
            undated = [own["number"] for own in act.get("amended-by", []) if not {"from", "date"} & own.keys()]
            taken += "".join(f"; chưa rõ ngày của {number}" for number in undated if number in how)
            lines.append(
                f"| {KINDS[row['kind']]} {row['number']} | {how} "
                f"| {left.get(row['number'], taken)} | {act['reliability']} |"
            )
    head = path.read_text(encoding="utf-8").split("| văn bản |")[0] if path.exists() else ""
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--differences", type=Path)
    parser.add_argument("--left", type=Path, help="the page with the table of settled rows")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    text = ACTS.read_text(encoding="utf-8")
    acts = {(act["kind"], act["number"]): act for act in tomllib.loads(text)["act"]}
    left = tomllib.loads(LEFT.read_text(encoding="utf-8")) if LEFT.exists() else {}
    differences = rows(given.differences) if given.differences else []
    how = {(row["kind"], row["number"]): row["how"] for row in differences}
    table = {(row["kind"], row["number"]): row for row in rows(given.table)}
    # A recurring number is an act's only with its date.
    same = {
        key: row
        for key, row in table.items()
        if acts.get(key, {}).get("date", row["date"]) == row["date"] or not row["date"] or "/20" in key[1]
    }
    new = {}
    for key, row in same.items():
        if row["number"] not in left:
            new[key] = merged(acts.get(key, {}), row, how.get(key, ""), {**acts, **new})
    # Amenders may have rows that came later in the table.
    everything = {**acts, **new}
    new = {key: merged(act, table[key], how.get(key, ""), everything) for key, act in new.items()}
    out, changes = [], 0
    for comment, own in blocks(text):
        if own:
            act = tomllib.loads(own)["act"][0]
            after = new.pop((act["kind"], act["number"]), act)
            if after != act:
                changes += 1
                fields = {key for key in {**act, **after} if act.get(key) != after.get(key)}
                for key in sorted(fields):
                    print(f"{act['number']}: {key}: {act.get(key)!r} -> {after.get(key)!r}")
                own = block(after) + "\n" * (len(own) - len(own.rstrip("\n")) - 1)
        out.append(own + comment)
    body = "".join(out)
    for act in new.values():
        print(f"{act['number']}: new")
        body = body.rstrip("\n") + "\n\n" + block(act)
    print(f"{changes} rows changed, {len(new)} new", file=sys.stderr)
    if given.write:
        ACTS.write_text(body, encoding="utf-8")
        if given.left and differences:
            after = {(act["kind"], act["number"]): act for act in tomllib.loads(body)["act"]}
            settled(differences, after, left, given.left)


if __name__ == "__main__":
    main()
