-- The library. Times and dates are ISO 8601 text, offsets are bytes of article.text, half-open.
-- `packed` columns are zstd; digests are XXH3 64, kept as the signed integer of the same bits.
-- The number below is the number of this file: it tells an older program that it cannot read the library.
PRAGMA user_version = 1;

-- What was fetched or given, byte for byte; equal bytes are kept once.
CREATE TABLE raw (
    id     INTEGER PRIMARY KEY,
    digest INTEGER NOT NULL,
    size   INTEGER NOT NULL,
    packed BLOB    NOT NULL
) STRICT;
CREATE INDEX raw_digest ON raw (digest, size);

CREATE TABLE article (
    -- Never used twice, so that a removed article's key names nothing.
    key             INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT    NOT NULL UNIQUE,
    -- The id it came with; `id` differs from it when that one was taken.
    given_id        TEXT    NOT NULL,
    title           TEXT,
    outlet          TEXT,
    url             TEXT,
    published       TEXT,
    modified        TEXT,
    byline          TEXT,
    language        TEXT,
    digest          INTEGER NOT NULL,
    origin          TEXT    NOT NULL,
    raw             INTEGER NOT NULL REFERENCES raw (id),
    media           TEXT    NOT NULL,
    charset         TEXT,
    extractor       TEXT    NOT NULL,
    -- Versions of one page share `page`, the key of the first of them, and count from 1.
    page            INTEGER NOT NULL,
    number          INTEGER NOT NULL,
    -- Outlet and date with people's corrections applied, and what searching needs of them.
    shown_outlet    TEXT,
    shown_published TEXT,
    outlet_folded   TEXT,
    first_day       TEXT,
    last_day        TEXT,
    -- Last, as reading a column means walking past those before it.
    text            TEXT    NOT NULL,
    UNIQUE (page, number)
) STRICT;
CREATE INDEX article_digest ON article (digest, url, title);
CREATE INDEX article_url ON article (url, number);
CREATE INDEX article_origin ON article (origin, given_id, number);
CREATE INDEX article_raw ON article (raw);
CREATE INDEX article_day ON article (last_day, first_day);
CREATE INDEX article_outlet ON article (outlet_folded);

-- The words of every article. It holds no text of its own.
CREATE VIRTUAL TABLE article_text USING fts5 (
    title, shown_outlet, text,
    content = 'article', content_rowid = 'key',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER article_text_added AFTER INSERT ON article BEGIN
    INSERT INTO article_text (rowid, title, shown_outlet, text)
    VALUES (new.key, new.title, new.shown_outlet, new.text);
END;
CREATE TRIGGER article_text_removed AFTER DELETE ON article BEGIN
    INSERT INTO article_text (article_text, rowid, title, shown_outlet, text)
    VALUES ('delete', old.key, old.title, old.shown_outlet, old.text);
END;
CREATE TRIGGER article_text_changed AFTER UPDATE OF title, shown_outlet, text ON article BEGIN
    INSERT INTO article_text (article_text, rowid, title, shown_outlet, text)
    VALUES ('delete', old.key, old.title, old.shown_outlet, old.text);
    INSERT INTO article_text (rowid, title, shown_outlet, text)
    VALUES (new.key, new.title, new.shown_outlet, new.text);
END;

-- Articles to be read: new ones, and those whose reading is out of date.
CREATE TABLE unread (
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE
) STRICT;

-- A reading as JSON, without the text that article.text has.
CREATE TABLE reading (
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    size    INTEGER NOT NULL,
    packed  BLOB    NOT NULL
) STRICT;

-- From here to `time`: what of the readings can be searched for; made anew with each reading.
CREATE TABLE name (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE name_text USING fts5 (
    name, content = 'name', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER name_text_added AFTER INSERT ON name BEGIN
    INSERT INTO name_text (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER name_text_removed AFTER DELETE ON name BEGIN
    INSERT INTO name_text (name_text, rowid, name) VALUES ('delete', old.id, old.name);
END;

CREATE TABLE entity (
    article  INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    named    INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

-- Every name by which an article calls an entity.
CREATE TABLE entity_name (
    name    INTEGER NOT NULL REFERENCES name (id),
    article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    entity  INTEGER NOT NULL,
    PRIMARY KEY (name, article, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_name_article ON entity_name (article, entity);

CREATE TABLE attribution (
    article   INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    kind      TEXT    NOT NULL,
    hedge     TEXT    NOT NULL,
    -- The entity that speaks, and its name; null when the source is none of the article's entities.
    entity    INTEGER,
    speaker   TEXT,
    -- The words that name the source; null when it cannot be told.
    source    TEXT,
    anonymous INTEGER NOT NULL,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

-- The words of an attribution: those between quotation marks, or of an indirect one its content.
CREATE TABLE attributed (
    article     INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    attribution INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    "start"     INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    exact       TEXT    NOT NULL,
    PRIMARY KEY (article, attribution, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE time (
    article   INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    "start"   INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    type      TEXT    NOT NULL,
    value     TEXT    NOT NULL,
    first_day TEXT,
    last_day  TEXT,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX time_day ON time (first_day, last_day);

-- What grouping needs of an article, in a form that only grouping knows.
CREATE TABLE signature (
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE,
    bytes   BLOB NOT NULL
) STRICT;

CREATE TABLE story (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    -- As it was woven; null when its articles have changed since.
    title     TEXT,
    articles  INTEGER NOT NULL,
    first_day TEXT,
    last_day  TEXT
) STRICT;
CREATE INDEX story_day ON story (last_day, id);

-- Stories that lost all their articles, with the one to which most of them went.
CREATE TABLE gone_story (
    id     INTEGER PRIMARY KEY,
    became INTEGER
) STRICT;

CREATE TABLE member (
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE,
    story   INTEGER NOT NULL REFERENCES story (id),
    -- The key of an article of the family: the same for all of them.
    family  INTEGER NOT NULL,
    -- Reasons, as a JSON array of text.
    why     TEXT    NOT NULL
) STRICT;
CREATE INDEX member_story ON member (story);

-- What people know better. Rows are never deleted; `undone` is when one was taken back.
CREATE TABLE correction (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    body   TEXT NOT NULL,
    note   TEXT,
    made   TEXT NOT NULL,
    undone TEXT
) STRICT;

-- The articles that a correction names, by id, as it outlives them.
CREATE TABLE correction_article (
    article_id TEXT    NOT NULL,
    correction INTEGER NOT NULL REFERENCES correction (id),
    PRIMARY KEY (article_id, correction)
) STRICT, WITHOUT ROWID;

-- Present while stories must be grouped again.
CREATE TABLE needs_weaving (
    one INTEGER PRIMARY KEY CHECK (one = 1)
) STRICT;
