-- Feeds that are followed, and the pages that they led to.
PRAGMA user_version = 4;

CREATE TABLE feed (
    id        INTEGER PRIMARY KEY,
    address   TEXT NOT NULL UNIQUE,
    -- How it is: new, fine, empty, broken, blocked, gone.
    condition TEXT NOT NULL,
    -- All that is known of it, JSON.
    body      TEXT NOT NULL
) STRICT;

CREATE TABLE feed_page (
    -- Its address, or for an item without one the feed's with a digest.
    key     TEXT PRIMARY KEY,
    feed    INTEGER REFERENCES feed (id) ON DELETE SET NULL,
    -- When it is to be asked for, in seconds since 1970; NULL when it is not.
    due     INTEGER,
    -- How it is: waiting, kept, refused, withdrawn.
    outcome TEXT NOT NULL,
    -- All that is known of it, JSON.
    body    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_page_feed ON feed_page (feed);
CREATE INDEX feed_page_due ON feed_page (due) WHERE due IS NOT NULL;

-- Hosts that asked to be left alone, until when in seconds since 1970.
CREATE TABLE held_host (
    host  TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a page says of its article besides text and imprint, as JSON; null where it says nothing.

ALTER TABLE article ADD COLUMN particulars TEXT;

-- The address by which a page is told from others: the lasting one that it names, else the one by which it was got.
CREATE INDEX article_address ON article (coalesce(particulars ->> '$.canonical', url), number);

-- The digests of the lines of each article, and which of them an outlet (by its folded name) prints under articles of several
-- stories. `unlearned` has the articles that were read since that was last decided.
CREATE TABLE line (
    digest  INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    PRIMARY KEY (digest, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX line_article ON line (article);

CREATE TABLE furniture (
    outlet TEXT    NOT NULL,
    digest INTEGER NOT NULL,
    PRIMARY KEY (outlet, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE unlearned (
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE
) STRICT;
