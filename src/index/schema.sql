-- The index of an archive, version 1 (PRAGMA user_version). Tables and columns of a version are never renamed or given
-- another meaning; what is added makes no new version. Where no column is NOT NULL, NULL is "the document does not say so".
--
-- In every table with them:
--   position  the order in the document, from 0
--   pointer   the JSON Pointer of the value from "document", as `vanban parse` prints it
--   grade     how sure the value is, measured: sure, likely, doubtful
--   spans     where it stands in the normalised text (`vanban parse --format text`): JSON, [[first byte, one past the last], …]
--   page      the page on which it begins, from 1; NULL where the format has no pages
-- Columns that end in _normal are for comparing and not for showing: small letters without diacritics, numbers without
-- blanks and without zeros before the serial, agencies with their short forms spelled out.

-- The folders that were indexed.
CREATE TABLE folders (
    id   INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE                  -- absolute
);

-- Every file that was looked at, those that could not be read too.
CREATE TABLE files (
    id       INTEGER PRIMARY KEY,
    folder   INTEGER NOT NULL REFERENCES folders,
    path     TEXT NOT NULL,                    -- below the folder, parted by "/"
    size     INTEGER,                          -- bytes
    modified INTEGER,                          -- nanoseconds since 1970; NULL: look into the file the next time
    sha256   TEXT,                             -- of its bytes, in hexadecimal; NULL where they could not be read
    reader   TEXT NOT NULL,                    -- which version of the program and its words read it
    code     TEXT,                             -- why it could not be read: a code of grammars/diagnostics.toml; NULL: it was read
    message  TEXT,                             -- the same for a person
    UNIQUE (folder, path)
);

-- The documents: decisions, programmes and all other kinds, one a file.
CREATE TABLE decisions (
    id            INTEGER PRIMARY KEY REFERENCES files ON DELETE CASCADE,
    kind          TEXT,                        -- tên loại as a key: quyet-dinh
    name          TEXT,                        -- tên loại as written
    number        TEXT,                        -- số, ký hiệu
    number_normal TEXT,
    serial        TEXT,
    year          INTEGER,                     -- the year inside the number, which normative decisions have
    symbol        TEXT,
    date          TEXT,                        -- ISO 8601, as far as it is known: 2026, 2026-03, 2026-03-05
    parent_agency TEXT,
    agency        TEXT,
    agency_normal TEXT,
    place         TEXT,
    subject       TEXT,                        -- trích yếu
    authority     TEXT                         -- thẩm quyền ban hành
);
CREATE INDEX decisions_by_number ON decisions (number_normal);
CREATE INDEX decisions_by_date ON decisions (date);

-- Where the values of decisions and attachments stand: all values that are no bases and stand in no body.
CREATE TABLE fields (
    id            INTEGER PRIMARY KEY,
    decision      INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    pointer       TEXT NOT NULL,
    value         TEXT,
    grade         TEXT, spans TEXT, page INTEGER,
    inferred_from TEXT                         -- the pointer of the other value from which it was inferred
);
CREATE INDEX fields_of ON fields (decision, pointer);

-- Văn bản, phụ lục kèm theo.
CREATE TABLE attachments (
    id       INTEGER PRIMARY KEY,
    decision INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    position INTEGER NOT NULL,
    pointer  TEXT NOT NULL,
    kind     TEXT, name TEXT, label TEXT, title TEXT
);
CREATE INDEX attachments_of ON attachments (decision);

-- Căn cứ ban hành.
CREATE TABLE bases (
    id       INTEGER PRIMARY KEY,
    decision INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    position INTEGER NOT NULL,
    pointer  TEXT NOT NULL,
    formula  TEXT NOT NULL,                    -- can-cu, theo-de-nghi …
    text     TEXT NOT NULL,
    grade    TEXT, spans TEXT, page INTEGER
);
CREATE INDEX bases_of ON bases (decision);

-- Viện dẫn: documents cited in bases and paragraphs.
CREATE TABLE citations (
    id            INTEGER PRIMARY KEY,
    decision      INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    pointer       TEXT NOT NULL,
    basis         INTEGER REFERENCES bases ON DELETE CASCADE,   -- NULL: cited in a paragraph
    text          TEXT NOT NULL,
    text_normal   TEXT NOT NULL,
    kind          TEXT,
    number        TEXT,
    number_normal TEXT,
    date          TEXT,
    issuer        TEXT,
    title         TEXT,
    pinpoint      TEXT,                        -- khoản 1 Điều 7
    relation      TEXT,                        -- amended-by, consolidated-in; NULL for a plain citation
    grade         TEXT, spans TEXT, page INTEGER
);
CREATE INDEX citations_of ON citations (decision);
CREATE INDEX citations_by_basis ON citations (basis);
CREATE INDEX citations_by_number ON citations (number_normal);

-- Hiệu lực: what a document itself says of its force and of other documents.
CREATE TABLE effects (
    id            INTEGER PRIMARY KEY,
    decision      INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    pointer       TEXT NOT NULL,
    kind          TEXT NOT NULL,               -- in-force, replaces, repeals, amends
    date          TEXT,                        -- NULL: from the day of signing
    text          TEXT,                        -- the document concerned, as cited
    number        TEXT,
    number_normal TEXT,
    cited_date    TEXT
);
CREATE INDEX effects_of ON effects (decision);
CREATE INDEX effects_by_number ON effects (number_normal);

-- Điều: those of the document itself and of its attachments; quoted wording of other documents is none.
CREATE TABLE articles (
    id         INTEGER PRIMARY KEY,
    decision   INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    attachment INTEGER REFERENCES attachments ON DELETE CASCADE,   -- NULL: of the document itself
    position   INTEGER NOT NULL,
    pointer    TEXT NOT NULL,
    number     TEXT,
    label      TEXT NOT NULL,
    heading    TEXT,
    text       TEXT NOT NULL,                  -- all that stands below, a line a paragraph; the cells of a row parted by " | "
    grade      TEXT, spans TEXT, page INTEGER  -- of the label
);
CREATE INDEX articles_of ON articles (decision);
CREATE INDEX articles_by_attachment ON articles (attachment);

-- Nơi nhận.
CREATE TABLE recipients (
    id          INTEGER PRIMARY KEY,
    decision    INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    attachment  INTEGER REFERENCES attachments ON DELETE CASCADE,
    item_of     INTEGER REFERENCES recipients ON DELETE CASCADE,   -- for a line below another one
    position    INTEGER NOT NULL,
    pointer     TEXT NOT NULL,
    text        TEXT NOT NULL,
    text_normal TEXT NOT NULL,
    note        TEXT,                          -- để báo cáo …
    grade       TEXT, spans TEXT, page INTEGER
);
CREATE INDEX recipients_of ON recipients (decision);
CREATE INDEX recipients_by_attachment ON recipients (attachment);
CREATE INDEX recipients_by_item ON recipients (item_of);
CREATE INDEX recipients_by_text ON recipients (text_normal);

-- Chữ ký.
CREATE TABLE signatures (
    id             INTEGER PRIMARY KEY,
    decision       INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    attachment     INTEGER REFERENCES attachments ON DELETE CASCADE,
    position       INTEGER NOT NULL,
    pointer        TEXT NOT NULL,
    is_copy        INTEGER NOT NULL,           -- 1: who certified the copy (SAO Y), not who signed the document
    name           TEXT,
    name_normal    TEXT,
    rank           TEXT,                       -- rank or degree before the name
    authority      TEXT,                       -- TM. ỦY BAN NHÂN DÂN, a line a link
    post           TEXT,                       -- chức vụ
    other_position TEXT,
    mark           TEXT,                       -- Đã ký
    agency         TEXT,
    role           TEXT,
    signed_at      TEXT,
    grade          TEXT, spans TEXT, page INTEGER   -- of the name, else of the post
);
CREATE INDEX signatures_of ON signatures (decision);
CREATE INDEX signatures_by_attachment ON signatures (attachment);
CREATE INDEX signatures_by_name ON signatures (name_normal);

-- Nhiệm vụ: the rows of task tables, as `vanban tasks` gives them.
CREATE TABLE tasks (
    id          INTEGER PRIMARY KEY,
    decision    INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    pointer     TEXT NOT NULL,                 -- of the table's row
    group_name  TEXT,
    ordinal     TEXT,
    task        TEXT NOT NULL,
    lead        TEXT,                          -- chủ trì, as written
    support     TEXT,                          -- phối hợp, as written
    product     TEXT,
    deadline    TEXT,                          -- as written
    due_kind    TEXT,                          -- date, month, quarter, year, recurring
    due_start   TEXT,                          -- 2026-06-30, 2026-06, 2026-Q2, 2026; --06-30, --06, Q2 without a year; monthly …
    due_end     TEXT,
    budget      TEXT,
    continued   INTEGER NOT NULL,              -- 1: a merged cell above gives ordinal and task
    year_from   INTEGER, year_to INTEGER,      -- the years in which it is to be done
    year_source TEXT,                          -- who says so: deadline, title (of the programme), date (of the decision)
    grade       TEXT, spans TEXT, page INTEGER
);
CREATE INDEX tasks_of ON tasks (decision);

-- Who leads and who supports a task, each agency by itself.
CREATE TABLE task_agencies (
    id            INTEGER PRIMARY KEY,
    task          INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
    role          TEXT NOT NULL,               -- lead, support
    written       TEXT NOT NULL,
    normal        TEXT NOT NULL,               -- one form for all spellings, with its diacritics
    agency_normal TEXT NOT NULL
);
CREATE INDEX task_agencies_of ON task_agencies (task);
CREATE INDEX task_agencies_by_name ON task_agencies (agency_normal);

-- The text, piece by piece: a field, a paragraph with its label, a row of a table.
CREATE TABLE passages (
    id       INTEGER PRIMARY KEY,
    decision INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    pointer  TEXT NOT NULL,
    text     TEXT NOT NULL,                    -- as it is
    grade    TEXT, spans TEXT, page INTEGER
);
CREATE INDEX passages_of ON passages (decision, pointer);

-- The words of the passages, by their id, parted by blanks, in small letters: exact with their diacritics (NFC, the tone of
-- oa, oe, uy on the first vowel), folded without them, đ as d.
--   SELECT text FROM passages WHERE id IN (SELECT rowid FROM full_text WHERE full_text MATCH 'folded : "binh dang gioi"')
CREATE VIRTUAL TABLE full_text USING fts5(exact, folded, tokenize = "ascii");
CREATE TRIGGER passages_gone AFTER DELETE ON passages BEGIN DELETE FROM full_text WHERE rowid = old.id; END;
