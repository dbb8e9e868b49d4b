#!/usr/bin/env python3
"""How much of what a page says is in the words that OCR made of it, and how much of that the program reads.

    benches/ceiling.py [--program target/release/vanban] [--corpus ../shared] [--only SET …]
                       [--similar 0.9] [--scans FOLDER_OF_HOCR] [--json FILE] [--markdown]

Run from the project's folder. A truth whose words OCR lost cannot be read by any program that does not guess: the share
of the truths that are in the words is the ceiling of recall. For each set of OCR files (corpus/ocr: clean, moderate,
heavy, each as txt, tsv, hocr, alto) and each field this prints

    n         the truths
    ceiling   the share of them that is in the words
    recall    the share that the program reads, by score.py
    of it     recall / ceiling; above 1 where repairs or a second witness give what the words themselves do not
    missed    truths that are in the words and that the program does not read

--only        names sets, levels or forms: heavy/txt, heavy, txt
--scans       a folder with the hOCR of corpus/dev's scans, as `vanban parse corpus/dev/ps*.pdf --keep-ocr FOLDER` leaves
              it: ID.hocr, or a file for each page, ID-1.hocr, ID-2.hocr …
--json        writes the figures and every truth with both verdicts
--markdown    prints one table of all sets, for a README

What "in the words" means. Words are compared as score.py folds them, with the similarity it asks for.

- A text is there if it is a run of words, in the file's order or in the order of the columns on the page, or if it can be
  put together from pieces of consecutive lines, each change of line costing one letter.
- The same words elsewhere are another statement: letterhead, subject and authority must stand before the first basis,
  recipients, filing line and signature after the last article begins and before the first attachment. Letterhead,
  authority, posts and the kind in capitals must be found in capitals.
- Numbers and dates must be there letter by letter, blanks and stray marks beside their slashes and hyphens apart, dates in
  any written form; those of one citation near each other. A capacity must be there as its abbreviation before a word in
  capitals. In posts and kinds diacritics do not count: these words are few, and a parser knows them.
- A long text is judged by how it starts and ends, before the next one starts; an article and an entry of the outline also
  by the label before it.
- The cells of a row, and the names of a table's columns, must be found near each other. A table is there if more than half
  of its columns' names or of its first row is. The number of its rows is not judged.

What a parser can put right without guessing (a misread digit where a second witness has the true one, VI for the VT of the
filing line) is not counted as there, nor are words that OCR glued together.

Standard library only.
"""
import argparse, bisect, functools, importlib.util, json, re, subprocess, sys, tempfile, unicodedata
import xml.etree.ElementTree as xml
from collections import Counter, defaultdict, namedtuple
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path

LEVELS, FORMS = ["clean", "moderate", "heavy"], ["txt", "tsv", "hocr", "alto.xml"]
GRAM = 3                # letters in a row that a candidate must share with the text sought
LINES_SKIPPED = 2       # lines of other columns that may stand between two pieces of a text
ROW_HEIGHT = 8          # lines within which the cells of one row stand
HEADER_HEIGHT = 5       # and the names of a table's columns
NEAR = 160              # letters between the number and the date of one citation
EVERYWHERE = ((-1, 0), (1 << 30, 0))

Word = namedtuple("Word", "text folded line")       # a run of letters and digits; the line's index in the file
Line = namedtuple("Line", "page tokens")            # tokens: [(text, (left, top, right, bottom) or None)]
Truth = namedtuple("Truth", "field value there table")  # table: (which list of tables, which of them), for the order of verdicts

score = None            # score.py, loaded from the corpus' folder


def load_score(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The words of an OCR file

def lines_of_text(path):
    pages = path.read_text(encoding="utf-8").split("\f")
    return [Line(p, [(token, None) for token in line.split()]) for p, page in enumerate(pages) for line in page.splitlines()]


def lines_of_tsv(path):
    lines = {}
    for row in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) >= 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = (int(float(c)) for c in cells[6:10])
            line = lines.setdefault(tuple(cells[1:5]), Line(int(cells[1]), []))
            line.tokens.append((cells[11], (left, top, left + width, top + height)))
    return list(lines.values())


class Hocr(HTMLParser):
    LINES = {"ocr_line", "ocrx_line", "ocr_textfloat", "ocr_header", "ocr_caption"}

    def __init__(self):
        super().__init__()
        self.lines, self.page, self.open, self.depth, self.box = [], 0, None, 0, None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = set((attributes.get("class") or "").split())
        if "ocr_page" in classes:
            self.page += 1
        if classes & self.LINES:
            self.lines.append(Line(self.page, []))
        if self.open is not None:
            self.depth += 1
        elif "ocrx_word" in classes:
            box = re.search(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)", attributes.get("title") or "")
            self.open, self.depth, self.box = "", 1, tuple(map(int, box.groups())) if box else None

    def handle_data(self, data):
        if self.open is not None:
            self.open += data

    def handle_endtag(self, tag):
        if self.open is None:
            return
        self.depth -= 1
        if self.depth == 0:
            if self.open.strip():
                if not self.lines:
                    self.lines.append(Line(self.page, []))
                self.lines[-1].tokens.append((self.open.strip(), self.box))
            self.open = None


def lines_of_hocr(path):
    reader = Hocr()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.lines


def lines_of_alto(path):
    lines, page = [], 0
    for element in xml.parse(path).iter():
        name = element.tag.rsplit("}", 1)[-1]
        if name == "Page":
            page += 1
        elif name == "TextLine":
            lines.append(Line(page, []))
        elif name == "String":
            left, top, width, height = (int(float(element.get(k))) for k in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
            lines[-1].tokens.append((element.get("CONTENT"), (left, top, left + width, top + height)))
    return lines


READERS = {".txt": lines_of_text, ".tsv": lines_of_tsv, ".hocr": lines_of_hocr, ".xml": lines_of_alto}


@functools.lru_cache(None)
def words_of(token):
    """A token's runs of letters and digits, each with its folded form."""
    return [(run, score.fold(run)) for run in re.findall(r"[^\W\d_]+|\d+", unicodedata.normalize("NFC", token))]


def capital(text):
    """Whether most letters are capitals."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.6 * len(letters)


def only_capitals(text):
    """The case that words must have to be this text: capitals for a text in capitals, any for another."""
    return True if text and capital(text) else None


def columns_in_order(lines):
    """The tokens of each column from top to bottom: [(token, line's index)]. Pieces of lines between wide gaps are strung
    together where one stands close under the other."""
    pieces = []
    for index, line in enumerate(lines):
        piece = []
        for token, box in line.tokens:
            if not words_of(token):
                continue
            height = box[3] - box[1]
            if piece and box[0] - piece[-1][1][2] > 1.2 * max(height, piece[-1][1][3] - piece[-1][1][1]):
                pieces.append((line.page, index, piece)); piece = []
            piece.append((token, box))
        if piece:
            pieces.append((line.page, index, piece))
    around = lambda piece: (min(b[0] for _, b in piece), min(b[1] for _, b in piece), max(b[2] for _, b in piece), max(b[3] for _, b in piece))
    boxed = sorted(((page, around(piece), index, piece) for page, index, piece in pieces), key=lambda p: (p[0], p[1][1]))
    chains = []                                         # [page, box of the last piece, tokens]
    for page, box, index, piece in boxed:
        tokens = [(token, index) for token, _ in piece]
        best = None
        for chain in reversed(chains[-40:]):
            last = chain[1]
            overlap = min(box[2], last[2]) - max(box[0], last[0])
            gap, height = box[1] - last[3], min(box[3] - box[1], last[3] - last[1])
            if chain[0] == page and overlap > 0.5 * min(box[2] - box[0], last[2] - last[0]) and -0.7 * height < gap < 1.6 * height:
                if best is None or abs(gap) < abs(box[1] - best[1][3]):
                    best = chain
        if best:
            best[1] = box; best[2].extend(tokens)
        else:
            chains.append([page, box, tokens])
    return [token for chain in chains for token in chain[2]]


class Stream:
    """Words in one order, and their letters without what lies between them."""

    def __init__(self, tokens, fold=None):
        self.words = [Word(run, fold(run) if fold else folded, line) for token, line in tokens for run, folded in words_of(token)]
        self.words = [w for w in self.words if w.folded]
        self.starts, at = [], 0
        for word in self.words:
            self.starts.append(at); at += len(word.folded)
        self.text = "".join(w.folded for w in self.words)
        self.edges = self.starts + [at]
        self.grams = defaultdict(list)
        for i in range(len(self.text) - GRAM + 1):
            self.grams[self.text[i:i + GRAM]].append(i)

    def word_at(self, position):
        return bisect.bisect_right(self.starts, position) - 1

    def exact(self, want):
        """Where the letters stand as they are, as (first word, after last word); short texts as whole words only."""
        at = self.text.find(want)
        while at >= 0:
            first, last = self.word_at(at), self.word_at(at + len(want) - 1)
            if len(want) >= 10 or self.starts[first] == at and self.edges[last + 1] == at + len(want):
                yield first, last + 1
            at = self.text.find(want, at + 1)

    def similar(self, want, at_least, cut):
        """Where words alike to the text stand. `cut` says which end of the run need not be a word's: a long text is
        judged by as many letters as its start or its end has."""
        if len(want) < 5:
            return
        votes = Counter()
        for offset in range(len(want) - GRAM + 1):
            for at in self.grams.get(want[offset:offset + GRAM], ()):
                votes[(at - offset) >> 3] += 1
        joint = {slot: n + max(votes.get(slot - 1, 0), votes.get(slot + 1, 0)) for slot, n in votes.items()}
        need = max(2, (0.3 if at_least >= 0.9 else 0.2) * (len(want) - GRAM + 1))
        best, seen = [], set()
        for slot in sorted((s for s in joint if joint[s] >= need), key=lambda s: -joint[s]):
            if not {slot - 1, slot + 1} & set(best):
                best.append(slot)
        for slot in best[:20]:
            low = max(0, (slot << 3) - 12)
            region = self.text[low:low + len(want) + 32]
            blocks = [b for b in SequenceMatcher(None, region, want, autojunk=False).get_matching_blocks() if b.size > 1]
            if not blocks:
                continue
            begin, end = low + blocks[0].a - blocks[0].b, low + blocks[-1].a + len(want) - blocks[-1].b
            for first in self.near(begin, self.starts):
                for after in self.near(end, self.edges):
                    if cut == "end":
                        window = self.text[first:first + len(want)]
                    elif cut == "start":
                        window = self.text[max(0, after - len(want)):after]
                    else:
                        window = self.text[first:after]
                    if first < after and (first, after) not in seen:
                        seen.add((first, after))
                        if score.close(window, want, at_least):
                            yield self.word_at(first), bisect.bisect_left(self.edges, after)

    @staticmethod
    def near(position, edges):
        i = bisect.bisect_left(edges, position)
        return sorted(edges[max(0, i - 2):i + 2], key=lambda e: abs(e - position))


class Source:
    """The words of one OCR file."""

    def __init__(self, path):
        self.lines = READERS[path.suffix](path)
        self.file = Stream([(token, i) for i, line in enumerate(self.lines) for token, _ in line.tokens])
        boxed = all(box for line in self.lines for _, box in line.tokens)
        self.placed = boxed and bool(self.file.words)
        self.streams = [self.file] + ([Stream(columns_in_order(self.lines))] if self.placed else [])
        self.bare = Stream([(token, i) for i, line in enumerate(self.lines) for token, _ in line.tokens], score.bare)
        self.raw = "\n".join(" ".join(token for token, _ in line.tokens) for line in self.lines).replace("ĐÐ", "Đ").replace("ÐĐ", "Đ")
        self.raw = unicodedata.normalize("NFC", self.raw).replace("Ð", "Đ").replace("⁄", "/").replace("–", "-")
        self.by_line = defaultdict(list)                # words by line, for texts put together from lines
        for word in self.file.words:
            self.by_line[word.line].append(word)
        self.full = sorted(self.by_line)                # lines that have words
        self.places = self.line_places()
        self.remembered = {}

    def line_places(self):
        """Where each line stands, (page, how far down counted in lines): from its box, or its place in the file."""
        if not self.placed:
            return {line: (self.lines[line].page, at) for at, line in enumerate(self.full)}
        tall = sorted(b[3] - b[1] for line in self.lines for _, b in line.tokens)
        step = 1.5 * max(1, tall[len(tall) // 2])
        return {i: (self.lines[i].page, min(b[1] for _, b in self.lines[i].tokens) / step) for i in self.full}

    def find(self, text, at_least, within=EVERYWHERE, cut=None, capitals=None, label=None, every=False, pieces=True):
        """The lines where the text begins; empty where it is not in the words. First what is the same is sought, then what is
        alike, then pieces of several lines; `every`: all of these."""
        key = (text, at_least, within, cut, capitals, label, every, pieces)
        if key not in self.remembered:
            self.remembered[key] = self.search(score.fold(text), at_least, within, cut, capitals, label, every, pieces)
        return self.remembered[key]

    def line_at(self, position):
        """The line of a position in the raw text."""
        return self.raw.count("\n", 0, position)

    def inside(self, line, within):
        return within[0] <= self.places[line] <= within[1]

    def search(self, want, at_least, within, cut, capitals, label, every, pieces):
        found = self.accepted(self.streams, want, at_least, within, cut, capitals, label, every) if want else []
        if pieces and (every or not found) and label is None and len(want) >= 6:
            for order in [self.full] + ([sorted(self.full, key=self.places.get)] if self.placed else []):
                found = found + self.from_lines(order, want, at_least, within, capitals)
        return list(dict.fromkeys(found))

    def accepted(self, streams, want, at_least, within, cut=None, capitals=None, label=None, every=False):
        """The lines of those runs of words that stand in the right place, have the right case and follow the label."""
        found = []
        for stream, candidates in [(s, s.exact(want)) for s in streams] + [(s, s.similar(want, at_least, cut)) for s in streams]:
            if found and not every:
                break
            for first, after in candidates:
                words = stream.words[first:after]
                if all(self.inside(w.line, within) for w in words) \
                        and (capitals is None or capital("".join(w.text for w in words)) == capitals) \
                        and (label is None or labelled(stream, first, label, len(want))):
                    found.append(words[0].line)
        return found

    def find_bare(self, text, at_least, within=EVERYWHERE, capitals=None, every=False):
        """As find, of letters without diacritics, in the file's order."""
        return self.accepted([self.bare], score.bare(text), at_least, within, capitals=capitals, every=every)

    def from_lines(self, order, want, at_least, within, capitals):
        """Where pieces of consecutive lines make up the text: a text of several lines beside another column."""
        lines = [i for i in order if self.inside(i, within)]
        headings = {i for i in lines if capitals is False and capital("".join(w.text for w in self.by_line[i]))}
        fits = lambda word: word.line not in headings and (not capitals or capital(word.text))
        texts = [[w.folded if fits(w) else "\0" * len(w.folded) for w in self.by_line[i]] for i in lines]
        grams = {want[i:i + GRAM] for i in range(len(want) - GRAM + 1)}
        shared = [{g for g in grams if g in joined} for joined in map("".join, texts)]
        worth = {i: len(set().union(*shared[i:i + ROW_HEIGHT])) for i in range(len(lines)) if shared[i]}
        most = sorted((i for i in worth if worth[i] * 3 >= len(grams)), key=lambda i: (-worth[i], -len(shared[i])))[:12]
        limit, found = (1 - at_least) * 2 * len(want), []
        for i in most:
            end = i + ROW_HEIGHT
            cost = cost_in_lines(want, texts[i:end], limit)
            if cost <= limit:
                while i + 1 < min(end, len(lines)) and cost_in_lines(want, texts[i + 1:end], limit) <= cost:
                    i += 1                              # the text begins further down
                found.append(lines[i])
        return found


def labelled(stream, first, label, length):
    """Whether the label stands before the run; a stray short word may stand between them where the text is long."""
    for skipped in (0, 1) if length >= 15 else (0,):
        at = first - 1 - skipped
        if skipped and (at + 1 < 0 or len(stream.words[at + 1].folded) > 2):
            continue
        before = ""
        while at >= 0 and len(before) < len(label):
            before = score.bare(stream.words[at].text) + before
            at -= 1
        if before == label:
            return True
    return False


def cost_in_lines(want, lines, limit):
    """The least number of letters that are too many or missing when the text is put together from pieces of the lines, one
    piece from a line, the next from one of the lines after it; a change of line costs one letter."""
    size, best = len(want), limit + 1
    ends = []                                           # for each line, the least costs at the ends of its words
    for words in lines:
        jump = [limit + 1] * (size + 1)
        for earlier in ends[-1 - LINES_SKIPPED:]:
            jump = list(map(min, jump, earlier))
        column, at_ends = [limit + 1] * (size + 1), [limit + 1] * (size + 1)
        for word in words:
            column = [min(a, b + 1) for a, b in zip(column, jump)]
            column[0] = 0
            for k in range(size):                       # letters of the text that are missing here
                if column[k] + 1 < column[k + 1]:
                    column[k + 1] = column[k] + 1
            for letter in word:
                step, above, was = [column[0] + 1], column[0] + 1, column[0]
                for k in range(size):
                    here = column[k + 1]
                    cost = was if want[k] == letter else (here if here < above else above) + 1
                    step.append(cost)
                    was, above = here, cost
                column = step
            at_ends = list(map(min, at_ends, column))
        ends.append(at_ends)
        best = min(best, at_ends[size])
    return best


# Whether a truth is in the words

def spaced(text):
    return r"\s*".join(map(re.escape, text))


def number_places(source, text):
    """Where the number stands: every letter and digit; blanks, and stray marks beside its slashes and hyphens, do not count."""
    parts = re.findall(r"\w+|\W", score.number(text))
    pattern = "".join(spaced(part) if part.isalnum() else rf"[^\w/]{{0,3}}{re.escape(part)}[^\w/]{{0,3}}" for part in parts)
    return [m.start() for m in re.finditer(rf"(?<!\d)(?i:{pattern})(?![A-ZĐ\d])", source.raw)]


def date_places(source, iso):
    """Where the date stands, in any written form: every digit, the words about them nearly."""
    parts = [str(int(p)) for p in iso.split("-")]
    year, month, day = parts[0], *(rf"0?\s*{spaced(p)}" for p in parts[1:]), *[None] * (3 - len(parts))
    month_word, year_word = r"[\W_]{0,4}t[^\W\d]{3,4}[\W_]{0,4}", r"[\W_]{0,4}n[^\W\d]{1,2}[\W_]{0,4}"
    if len(parts) == 1:
        return [m.start() for m in re.finditer(rf"{year_word}{spaced(year)}(?!\d)", source.raw, re.I)]
    forms = [rf"{month}\s*[/.-]\s*{spaced(year)}(?!\d)", rf"{month}{year_word}{spaced(year)}(?!\d)"]
    if len(parts) == 3:
        forms = [rf"(?<!\d){day}\s*[/.-]\s*{forms[0]}", rf"(?<!\d){day}{month_word}{forms[1]}"]
    return [m.start() for form in forms for m in re.finditer(form, source.raw, re.I)]


def citation_there(source, number, date, within):
    inside = lambda places: [at for at in places if source.inside(source.line_at(at), within)]
    numbers, dates = inside(number_places(source, number)) if number else None, inside(date_places(source, date)) if date else None
    if numbers is None or dates is None:
        return bool(numbers or dates)
    return any(abs(a - b) <= NEAR for a in numbers for b in dates)


def capacity_there(source, capacity, within):
    lines = [source.lines[i].tokens for i in source.full if source.inside(i, within)]
    text = "\n".join(" ".join(token for token, _ in tokens) for tokens in lines)
    abbreviation = r"\W?".join(capacity)
    return any(capital(m.group(1)) for m in re.finditer(rf"(?<![^\W_]){abbreviation}[\W_]{{1,8}}([^\W_]{{2,}})", text))


def spans_there(source, texts, end):
    """Which of the texts, known by how they start and end, are there: each between its start and the start of the next."""
    places = lambda text, **how: [source.places[i] for i in source.find(text or "", 0.9, pieces=False, **how)]
    starts = [places(t.get("starts"), cut="end", label=label(t)) for t in texts]
    ends = [places(t.get("ends"), cut="start", every=True) for t in texts]
    out = []
    for i, (begins, text) in enumerate(zip(starts, texts)):
        after = lambda place: min((p for later in starts[i + 1:] for p in later if p > place), default=end)
        out.append(any(not text.get("ends") or any(up(place) <= p < after(place) for p in ends[i]) for place in begins))
    return out


def up(place):
    return place[0], place[1] - 0.5


def down(place):
    return place[0], place[1] + 0.5


def outline_there(source, label, text, within):
    label = score.bare(label)
    if not text:
        return any(labelled(source.bare, i + 1, label, 0) for i in range(len(source.bare.words)))
    return bool(source.find(text[:60], 0.9, within, cut="end", label=label))


def attachment_there(source, truth, within):
    kind, title = truth.get("kind") or "", truth.get("title")
    if not title:
        return bool(source.find_bare(kind, 0.85, within))
    titles = source.find_bare(kind + title, 0.85, within) + source.find(title, 0.85, within, capitals=only_capitals(title))
    kinds = source.find_bare(kind, 0.85, within, every=True)
    return any(abs(a - b) <= ROW_HEIGHT for a in titles for b in kinds)     # OCR may have put the one or the other first


def cell_places(source, text, at_least):
    """Where the cell's text begins; a long one is cut in the truth."""
    cut = "end" if text.rstrip().endswith(("…", "...")) or len(text.split()) >= 10 else None
    return [source.places[line] for line in source.find(text, at_least, cut=cut, capitals=capital(text), every=True)]


def row_there(source, cells, at_least=0.9, height=ROW_HEIGHT):
    """Which of the cells are there, near each other; of a name like "Nguồn vốn / Ngân sách" each part must be."""
    parts = [(i, part) for i, cell in enumerate(cells) if cell for part in cell.split(" / ")]
    places = [cell_places(source, part, at_least) for _, part in parts]
    near = lambda a, b: a[0] == b[0] and abs(a[1] - b[1]) <= height
    middles = [p for (_, part), found in zip(parts, places) if len(score.fold(part)) >= 6 for p in found] or [p for found in places for p in found]
    weight = lambda middle: sum(len(score.fold(part)) for (_, part), found in zip(parts, places) if any(near(middle, p) for p in found))
    middle = max(dict.fromkeys(middles), key=weight, default=None)
    lost = {i for (i, _), found in zip(parts, places) if not any(near(middle, p) for p in found)}
    return [bool(cell) and i not in lost for i, cell in enumerate(cells)]


def label(truth):
    """What stands before an article; a basis has no label."""
    return f"dieu{truth['number']}".lower() if "number" in truth else None


def post_lines(source, text, at_least, within):
    """Where a post stands. Posts are few: their diacritics can be put back."""
    return source.find_bare(text, at_least, within, only_capitals(text)) + source.find(text, at_least, within, capitals=only_capitals(text))


def regions(source, truth):
    """The parts of the page by what stands in them, each (first place, last place)."""
    first, last = EVERYWHERE

    def tops(texts, after=first, **how):
        found = [[source.places[i] for i in source.find(t.get("starts") or "", 0.85, cut="end", pieces=False, **how)] for t in texts or []]
        return [min(p for p in places if p > after) for places in found if any(p > after for p in places)]
    bases = tops(truth.get("bases"))
    articles = tops(truth.get("articles"), max(bases, default=first), every=True)
    body = articles[0] if articles else last
    preamble = down(min(bases)) if bases else body
    names = [source.places[i] for i in source.find_bare(truth.get("kind") or "", 0.85, (first, preamble), capitals=True)]
    name = min(names, default=None)
    rest = up(articles[-1]) if articles else first
    titles = [source.places[i] for a in truth.get("attachments") or []
              for i in source.find(a.get("title") or "", 0.75, (rest, last), capitals=only_capitals(a.get("title")))]
    closed = min([*titles, (rest[0] + 2, 0)])
    return {"letterhead": (first, name or preamble),    # down to the name of the kind
            "title": (name or first, preamble),         # from there to the first basis
            "bases": (name or first, body),             # and to the first article
            "closing": (rest, closed),                  # from the last article to the first attachment, at most to the end of the next page
            "rest": (rest, last)}                       # and all after that


def truths_of(truth, source, similar):
    """Every truth that score.py judges, in the order in which it judges those of a field."""
    letterhead, title, preamble, closing, rest = regions(source, truth).values()
    add, out = lambda field, value, there, table=None: out.append(Truth(field, value, bool(there), table)), []
    for field in score.SINGLE:
        value = truth.get(field)
        if value in (None, ""):
            continue
        if field == "kind":
            there = source.find_bare(value, 0.85, capitals=True)
        elif field == "number":
            there = number_places(source, value)
        elif field == "date":
            there = date_places(source, value)
        elif field == "filing":
            there = source.find(value, similar, closing)
        elif field in ("subject", "authority"):
            there = source.find(value, similar, title, capitals=only_capitals(value) if field == "authority" else None)
        else:
            there = source.find(value, similar, letterhead, capitals=capital(value), pieces=field != "place")
        add(field, value, there)
    for basis, there in zip(truth.get("bases") or [], spans_there(source, truth.get("bases") or [], preamble[1])):
        add("bases", basis.get("starts"), there)
    if any("cites" in b for b in truth.get("bases") or []):
        for number, date in score.cites([tuple(map(tuple, b.get("cites") or [])) for b in truth["bases"]]):
            add("citations", [number, date], citation_there(source, number, date, preamble))
    for article, there in zip(truth.get("articles") or [], spans_there(source, truth.get("articles") or [], closing[1])):
        add("articles", f"Điều {article['number']}. {article.get('starts')}", there)
    for entry in truth.get("outline") or []:
        add("outline", entry, outline_there(source, *entry, EVERYWHERE))
    for recipient in truth.get("recipients") or []:
        add("recipients", recipient, source.find(recipient, similar, closing))
    for signature in truth.get("signatures") or []:
        for key in ("capacity", "on_behalf_of", "position", "name"):
            value = signature.get(key)
            if not value:
                continue
            if key == "capacity":
                there = capacity_there(source, value, closing)
            elif key == "name":
                there = source.find(value, similar, closing)
            elif key == "position":
                there = post_lines(source, value, similar, closing)
            else:
                position = signature.get("position") or ""
                taken = post_lines(source, position, similar, closing) if score.fold(value) in score.fold(position) else []
                there = set(post_lines(source, value, similar, closing)) - set(taken)
            add("signature." + key, value, there)
    lists = []
    for attachment in truth.get("attachments") or []:
        add("attachments", [attachment.get("kind"), attachment.get("title")], attachment_there(source, attachment, rest))
        for entry in attachment.get("outline") or []:
            add("outline", entry, outline_there(source, *entry, rest))
        lists.append(attachment.get("tables") or [])
    for which, tables in enumerate(lists + [truth.get("tables") or []]):
        for i, table in enumerate(tables):
            names, first = table.get("columns") or [], table.get("first") or []
            near_names, near_first = row_there(source, names, 0.8, HEADER_HEIGHT), row_there(source, first)
            add("table", names or first, sum(near_names) * 2 > len(names) or first and sum(near_first) * 2 > len(first), (which, i))
            for name, there in zip(names, row_there(source, names, similar, HEADER_HEIGHT)):
                add("table.columns", name, there, (which, i))
            for row in (first, table.get("last") or []):
                for cell, there in zip(row, row_there(source, row)):
                    if cell:
                        add("table.cells", cell, there, (which, i))
    return out


# What the program reads

def recorder():
    """A Tally that also remembers, for each field, which of its truths were read, in order."""
    class Recorder(score.Tally):
        def __init__(self):
            super().__init__()
            self.read = defaultdict(list)

        def add(self, field, tp=0, fp=0, fn=0):
            super().add(field, tp, fp, fn)
            self.read[field] += [True] * tp + [False] * fn

        def listed(self, field, want, got, same):
            before = len(self.read[field])
            pairs = super().listed(field, want, got, same)
            found = {i for i, _ in pairs}
            self.read[field][before:] = [i in found for i in range(len(want))]
            return pairs
    return Recorder


def verdicts(truth, output, source, similar):
    """Each truth of a document with whether the program read it."""
    try:
        tally = score.score_document(truth, output)
    except (AttributeError, TypeError, KeyError, IndexError):
        tally = score.score_document(truth, {})
    truths, by_field = truths_of(truth, source, similar), defaultdict(list)
    paired = dict(zip([t.table for t in truths if t.field == "table"], tally.read["table"]))
    for t in truths:
        by_field[t.field].append(t)
    out = []
    for field, listed in by_field.items():
        if field in ("table.columns", "table.cells"):   # score.py comes to unpaired tables last
            listed.sort(key=lambda t: (t.table[0], not paired[t.table], t.table[1]))
        if len(listed) != len(tally.read[field]):
            sys.exit(f"{field}: {len(listed)} truths, but score.py judged {len(tally.read[field])}")
        out += zip(listed, tally.read[field])
    return out


def run_program(program, files, folder):
    command = [program, "parse", *files, "-o", folder, "--format", "json", "--provenance", "none"]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as why:
        sys.exit(f"{program}: {why.strerror}")
    if done.returncode not in (0, 1):                   # 1: a file could not be read, which counts as read empty
        sys.exit(f"{program}: {done.stderr.decode(errors='replace').strip()}")


def joined_scans(folder, into):
    """One hOCR file for each scan, from those of its pages."""
    pages = defaultdict(list)
    for path in folder.glob("*.hocr"):
        name, _, page = path.stem.rpartition("-")
        pages[name if name and page.isdigit() else path.stem].append((int(page) if name and page.isdigit() else 0, path))
    for name, parts in pages.items():
        texts = [path.read_text(encoding="utf-8") for _, path in sorted(parts)]
        bodies = [text[text.index("<body>") + 6:text.rindex("</body>")] for text in texts]
        (into / f"{name}.hocr").write_text(texts[0][:texts[0].index("<body>") + 6] + "".join(bodies) + "</body>\n</html>\n", encoding="utf-8")
    return sorted(into.glob("*.hocr"))


def sets_of(args, scratch):
    """(name, OCR files, folder of truths) of each set asked for."""
    ocr = args.corpus / "corpus" / "ocr"
    for level in LEVELS:
        for form in FORMS:
            short = form.partition(".")[0]
            if not args.only or {f"{level}/{short}", level, short} & set(args.only):
                yield f"{level}/{short}", sorted((ocr / level).glob(f"*.{form}")), ocr / "truth"
    if args.scans and (not args.only or "scans" in args.only):
        folder = scratch / "scans"
        folder.mkdir()
        yield "scans", joined_scans(args.scans, folder), args.corpus / "corpus" / "dev"


def judge(name, files, truths, args, scratch):
    """[(document, Truth, read)] of a set."""
    read = scratch / name.replace("/", "-")
    read.mkdir(exist_ok=True)
    files = [f for f in files if (truths / f"{f.name.partition('.')[0]}.truth.json").exists()]
    out = []
    if files:
        run_program(args.program, files, read)
    for path in files:
        document = path.name.partition(".")[0]
        truth = json.loads((truths / f"{document}.truth.json").read_text(encoding="utf-8"))
        output = next((score.load(p) for p in (read / f"{document}.json", read / f"{path.stem}.json", read / f"{path.name}.json") if p.exists()), {})
        out += [(document, t, ok) for t, ok in verdicts(truth, output, Source(path), args.similar)]
    return out


# What is printed

def figures(rows):
    n, there, read = len(rows), sum(t.there for _, t, _ in rows), sum(ok for _, _, ok in rows)
    return {"n": n, "ceiling": there / n if n else 1.0, "recall": read / n if n else 1.0, "of_it": read / there if there else 1.0,
            "missed": sum(t.there and not ok for _, t, ok in rows)}


def summary(rows):
    fields = list(dict.fromkeys(t.field for _, t, _ in rows))
    order = [*score.SINGLE, "bases", "citations", "articles", "outline", "recipients", "signature.capacity", "signature.on_behalf_of",
             "signature.position", "signature.name", "attachments", "table", "table.columns", "table.cells"]
    out = {field: figures([r for r in rows if r[1].field == field]) for field in sorted(fields, key=order.index)}
    out["all, tables aside"] = figures([r for r in rows if not r[1].field.startswith("table")])
    out["all"] = figures(rows)
    return out


def print_set(name, rows):
    print(f"\n{name}: {len({d for d, _, _ in rows})} documents\n{'field':24}{'n':>7}{'ceiling':>9}{'recall':>9}{'of it':>9}{'missed':>8}")
    for field, f in summary(rows).items():
        print(f"{field:24}{f['n']:7}{f['ceiling']:9.3f}{f['recall']:9.3f}{f['of_it']:9.3f}{f['missed']:8}")


def print_markdown(results):
    columns = ["Set", "Documents", "Truths", "In the words", "Read", "Read / in the words", "Tables aside: truths", "In the words", "Read", "Read / in the words"]
    print("| " + " | ".join(columns) + " |\n|---|" + "--:|" * (len(columns) - 1))
    for name, rows in results.items():
        cells = []
        for key in ("all", "all, tables aside"):
            f = summary(rows)[key]
            cells += [str(f["n"]), *(f"{f[k]:.3f}" for k in ("ceiling", "recall", "of_it"))]
        print(f"| {name} | {len({d for d, _, _ in rows})} | " + " | ".join(cells) + " |")


def main():
    global score
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--program", default="target/release/vanban")
    ap.add_argument("--corpus", type=Path, default=Path("../shared"), help="the folder of score.py and corpus/")
    ap.add_argument("--only", nargs="+", metavar="SET")
    ap.add_argument("--similar", type=float, default=0.9)
    ap.add_argument("--scans", type=Path, metavar="FOLDER_OF_HOCR")
    ap.add_argument("--json", type=Path, metavar="FILE")
    ap.add_argument("--markdown", action="store_true")
    args = ap.parse_args()
    if not (args.corpus / "score.py").exists():
        sys.exit(f"no score.py in {args.corpus}")
    score = load_score(args.corpus / "score.py")
    score.SIMILAR, score.Tally = args.similar, recorder()
    results = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, files, truths in sets_of(args, Path(scratch)):
            results[name] = judge(name, files, truths, args, Path(scratch))
            if not results[name]:
                sys.exit(f"{name}: no files with truth")
            if not args.markdown:
                print_set(name, results[name])
    if not results:
        sys.exit("no such set")
    if args.markdown:
        print_markdown(results)
    if args.json:
        listed = [{"set": name, "document": d, "field": t.field, "truth": t.value, "there": t.there, "read": ok}
                  for name, rows in results.items() for d, t, ok in rows]
        figures_by_set = {name: summary(rows) for name, rows in results.items()}
        args.json.write_text(json.dumps({"figures": figures_by_set, "truths": listed}, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
