-- Articles are placed as they come, and what a day shows to be wrong is put right at its end.
PRAGMA user_version = 2;

-- What an article is looked up by: eight bytes of key and two of weight each, and the day under which its keys
-- stand in `posting`. Apart from the signature, past whose bytes nobody should have to read for a day.
CREATE TABLE lookup (
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE,
    day     INTEGER NOT NULL,
    keys    BLOB    NOT NULL
) STRICT;

-- The articles that have a key. Days count from 1970.
CREATE TABLE posting (
    key     INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    article INTEGER NOT NULL,
    weight  INTEGER NOT NULL,
    PRIMARY KEY (key, day, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_family ON member (family);

-- The day that is not settled yet, and the last story that was there when it began.
CREATE TABLE open_day (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    day        TEXT    NOT NULL,
    last_story INTEGER NOT NULL
) STRICT;

-- Articles that came, or that are to be placed again, since the day began. `new` is 1 for those that came.
CREATE TABLE arrival (
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE,
    new     INTEGER NOT NULL
) STRICT;

-- The rows of `member` as they were when the day began, of those that have changed since.
CREATE TABLE before_day (
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE,
    story   INTEGER NOT NULL,
    family  INTEGER NOT NULL,
    why     TEXT    NOT NULL
) STRICT;
CREATE INDEX before_day_story ON before_day (story);

-- Articles that were moved from one story to another, and why.
CREATE TABLE story_change (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TEXT    NOT NULL,
    from_story INTEGER NOT NULL,
    to_story   INTEGER NOT NULL,
    -- How many went, and the id of the first of them.
    articles   INTEGER NOT NULL,
    first      TEXT    NOT NULL,
    -- Reasons, as a JSON array of text.
    why        TEXT    NOT NULL
) STRICT;
CREATE INDEX story_change_from ON story_change (from_story);
CREATE INDEX story_change_to ON story_change (to_story);
