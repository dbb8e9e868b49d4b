"""The answers of a document that its truth judges, each by its pointer, right or wrong as score.py has it."""

from collections.abc import Iterator


def blocks(body: list | None, at: str, wanted) -> Iterator[tuple[dict, str]]:
    """The blocks that are wanted, with their pointers, at any depth, not those within quoted wording."""
    for index, block in enumerate(body or []):
        here = f"{at}/{index}"
        if wanted(block):
            yield block, here
        if block.get("type") != "quote":
            yield from blocks(block.get("body"), f"{here}/body", wanted)


def articles(body: list | None, at: str) -> list[tuple[dict, str]]:
    return list(blocks(body, at, lambda block: block.get("type") == "division" and block.get("level") == "dieu"))


def tables(body: list | None, at: str) -> list[tuple[dict, str]]:
    return list(blocks(body, at, lambda block: block.get("type") == "table"))


class Answers:
    """The answers of one document: `right` says of each pointer whether it is right."""

    def __init__(self, score, truth: dict, document: dict):
        """`score` is the module score.py."""
        self.score = score
        self.right: dict[str, bool] = {}
        self.header(truth, document)
        self.bases(truth, document.get("bases") or [])
        self.articles(truth, document)
        self.recipients(truth, document)
        self.signatures(truth, document)
        self.attachments(truth, document)
        if "tables" in truth:
            self.cells(truth["tables"], tables(document.get("body"), "/body"))

    def single(self, pointer: str, field: str, want, got):
        if got:
            self.right[pointer] = bool(want) and self.score.agree(field, want, got)

    def listed(self, want: list, got: list, pointers: list[str], same):
        agreed = {j for _, j in self.score.Tally().listed("", want, got, same)}
        for j, pointer in enumerate(pointers):
            self.right[pointer] = j in agreed

    def header(self, truth: dict, document: dict):
        header = document.get("header") or {}
        for field in ["parent_agency", "agency", "place", "date"]:
            if field in truth:
                self.single(f"/header/{field}", field, truth[field], header.get(field))
        if "number" in truth:
            self.single("/header/number", "number", truth["number"], (header.get("number") or {}).get("text"))
        for field in ["subject", "authority", "filing"]:
            if field in truth:
                self.single(f"/{field}", field, truth[field], document.get(field))

    def bases(self, truth: dict, bases: list[dict]):
        score = self.score
        if "bases" in truth:
            pointers = [f"/bases/{i}/text" for i in range(len(bases))]
            self.listed(truth["bases"], bases, pointers, lambda w, g: score.spans(w, g.get("text")))
        if any("cites" in basis for basis in truth.get("bases") or []):
            want = score.cites([tuple(map(tuple, basis.get("cites") or [])) for basis in truth["bases"]])
            have, pointers = [], []
            for i, basis in enumerate(bases):
                for k, citation in enumerate(basis.get("citations") or []):
                    if citation.get("number") or citation.get("date"):
                        have.append((citation.get("number"), citation.get("date")))
                        pointers.append(f"/bases/{i}/citations/{k}")
            self.listed(want, have, pointers, lambda w, g: score.number(w[0]) == score.number(g[0]) and w[1] == g[1])

    def articles(self, truth: dict, document: dict):
        if "articles" not in truth:
            return
        score, got = self.score, articles(document.get("body"), "/body")
        text = lambda article: score.text_of([article.get("heading"), article.get("body") or []])
        same = lambda w, g: str(w["number"]) == str(g.get("number")) and score.spans(w, text(g))
        self.listed(truth["articles"], [article for article, _ in got], [f"{at}/label" for _, at in got], same)

    def recipients(self, truth: dict, document: dict):
        if "recipients" not in truth:
            return
        score, got, pointers = self.score, [], []
        for i, recipient in enumerate(document.get("recipients") or []):
            got.append(recipient)
            pointers.append(f"/recipients/{i}/text")
            for k, item in enumerate(recipient.get("items") or []):
                got.append({"text": item})
                pointers.append(f"/recipients/{i}/items/{k}")
        whole = lambda recipient: score.text_of([recipient.get("text"), recipient.get("note")])
        same = lambda w, g: score.alike(w, whole(g)) or score.alike(w, g.get("text"))
        self.listed(truth["recipients"], got, pointers, same)

    def signatures(self, truth: dict, document: dict):
        if "signatures" not in truth:
            return
        for i, signature in enumerate(document.get("signatures") or []):
            want = truth["signatures"][i] if i < len(truth["signatures"]) else {"position": None, "name": None}
            for field in ["position", "name"]:
                if field in want:
                    self.single(f"/signatures/{i}/{field}", f"signature.{field}", want[field], signature.get(field))
            chain = signature.get("authority") or []
            if chain and "on_behalf_of" in want:
                pointer = f"/signatures/{i}/authority/{len(chain) - 1}"
                self.single(pointer, "", want["on_behalf_of"], chain[-1].get("of"))

    def attachments(self, truth: dict, document: dict):
        if "attachments" not in truth:
            return
        got = document.get("attachments") or []
        pairs = self.score.Tally().listed("", truth["attachments"], got, self.score.same_attachment)
        matched = {j: i for i, j in pairs}
        for j, attachment in enumerate(got):
            for field in ["name", "title"]:
                if attachment.get(field):
                    self.right[f"/attachments/{j}/{field}"] = j in matched
            want = truth["attachments"][matched[j]] if j in matched else {}
            if "tables" in want:
                self.cells(want["tables"], tables(attachment.get("body"), f"/attachments/{j}/body"))

    def cells(self, want: list[dict], got: list[tuple[dict, str]]):
        """First and last rows, where they have as many cells as the truth."""
        for wanted, (table, at) in zip(want, got, strict=False):
            rows = table.get("rows") or []
            for key, index in [("first", 0), ("last", len(rows) - 1)]:
                cells = rows[index].get("cells") or [] if rows else []
                line = wanted.get(key) or []
                if len(cells) != len(line):
                    continue
                for k, (a, cell) in enumerate(zip(line, cells, strict=True)):
                    if cell.get("text"):
                        agrees = bool(a) and self.score.same_cell(a, cell["text"])
                        self.right[f"{at}/rows/{index}/cells/{k}/text"] = agrees
