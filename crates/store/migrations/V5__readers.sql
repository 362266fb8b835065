-- Those who read the library, what they have looked at, and stories as they were told last.
PRAGMA user_version = 5;

-- When an article came into the library, in UTC; null for those that were there before.
ALTER TABLE article ADD COLUMN added TEXT;

-- `state` changes with all that can change how the story is told, and is never the same twice in one library; `moved` is when its
-- last article came.
ALTER TABLE story ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN moved TEXT;

CREATE TABLE story_clock (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    ticks INTEGER NOT NULL
) STRICT;
INSERT INTO story_clock (one, ticks) VALUES (1, 1);
UPDATE story SET state = 1;

CREATE TRIGGER story_began AFTER INSERT ON story BEGIN
    UPDATE story_clock SET ticks = ticks + 1;
    UPDATE story SET state = (SELECT ticks FROM story_clock) WHERE id = new.id;
END;
CREATE TRIGGER story_gained AFTER INSERT ON member BEGIN
    UPDATE story_clock SET ticks = ticks + 1;
    UPDATE story SET state = (SELECT ticks FROM story_clock),
        moved = nullif(max(coalesce(moved, ''), coalesce((SELECT added FROM article WHERE key = new.article), '')), '')
    WHERE id = new.story;
END;
CREATE TRIGGER story_lost AFTER DELETE ON member BEGIN
    UPDATE story_clock SET ticks = ticks + 1;
    UPDATE story SET state = (SELECT ticks FROM story_clock) WHERE id = old.story;
END;
CREATE TRIGGER story_changed AFTER UPDATE ON member BEGIN
    UPDATE story_clock SET ticks = ticks + 1;
    UPDATE story SET state = (SELECT ticks FROM story_clock),
        moved = nullif(max(coalesce(moved, ''), coalesce((SELECT added FROM article WHERE key = new.article), '')), '')
    WHERE id = new.story;
    UPDATE story SET state = (SELECT ticks FROM story_clock) WHERE id = old.story;
END;
CREATE TRIGGER story_read AFTER INSERT ON reading BEGIN
    UPDATE story_clock SET ticks = ticks + 1;
    UPDATE story SET state = (SELECT ticks FROM story_clock)
    WHERE id = (SELECT story FROM member WHERE article = new.article);
END;
CREATE TRIGGER story_read_again AFTER UPDATE ON reading BEGIN
    UPDATE story_clock SET ticks = ticks + 1;
    UPDATE story SET state = (SELECT ticks FROM story_clock)
    WHERE id = (SELECT story FROM member WHERE article = new.article);
END;
CREATE TRIGGER story_shown AFTER UPDATE OF shown_outlet, shown_published, particulars ON article BEGIN
    UPDATE story_clock SET ticks = ticks + 1;
    UPDATE story SET state = (SELECT ticks FROM story_clock)
    WHERE id = (SELECT story FROM member WHERE article = new.key);
END;
-- Another version of a page changes how those that are there are told.
CREATE TRIGGER story_versioned AFTER INSERT ON article WHEN new.page <> new.key BEGIN
    UPDATE story_clock SET ticks = ticks + 1;
    UPDATE story SET state = (SELECT ticks FROM story_clock)
    WHERE id IN (SELECT story FROM article JOIN member ON member.article = article.key WHERE page = new.page);
END;
CREATE TRIGGER story_unversioned AFTER DELETE ON article BEGIN
    UPDATE story_clock SET ticks = ticks + 1;
    UPDATE story SET state = (SELECT ticks FROM story_clock)
    WHERE id IN (SELECT story FROM article JOIN member ON member.article = article.key WHERE page = old.page);
END;

-- A story as it was told when it was in `state` and these corrections held, by these rules. It can always be told anew.
CREATE TABLE told (
    story       INTEGER PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
    state       INTEGER NOT NULL,
    corrections TEXT    NOT NULL,
    rules       TEXT    NOT NULL,
    -- What it comes to in a list, JSON.
    summary     TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    packed      BLOB    NOT NULL
) STRICT;

-- Who made a correction, and who took it back.
ALTER TABLE correction ADD COLUMN maker TEXT;
ALTER TABLE correction ADD COLUMN undoer TEXT;

CREATE TABLE reader (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    name   TEXT NOT NULL,
    -- Upper and lower case are one.
    folded TEXT NOT NULL UNIQUE,
    -- A password as a PHC string; null for one who signs in elsewhere.
    secret TEXT
) STRICT;

CREATE TABLE session (
    -- Of the token that the browser has.
    digest BLOB PRIMARY KEY,
    reader INTEGER NOT NULL REFERENCES reader (id) ON DELETE CASCADE,
    made   TEXT NOT NULL,
    used   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Tokens of programs.
CREATE TABLE token (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB    NOT NULL UNIQUE,
    reader INTEGER NOT NULL REFERENCES reader (id) ON DELETE CASCADE,
    name   TEXT    NOT NULL,
    made   TEXT    NOT NULL,
    used   TEXT,
    writes INTEGER NOT NULL
) STRICT;

-- When a reader last looked at a story, and when the look before that one was.
CREATE TABLE seen (
    reader INTEGER NOT NULL REFERENCES reader (id) ON DELETE CASCADE,
    -- It may vanish and come back while a day is settled.
    story  INTEGER NOT NULL,
    at     TEXT    NOT NULL,
    before TEXT,
    PRIMARY KEY (reader, story)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_story ON seen (story);

-- Who wants to be called when a story moves or a search finds more.
CREATE TABLE hook (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    url     TEXT    NOT NULL,
    -- What calls are signed with.
    secret  TEXT    NOT NULL,
    story   INTEGER,
    -- A search, JSON.
    search  TEXT,
    maker   TEXT,
    made    TEXT    NOT NULL,
    -- The last article, by its key, that it was told of.
    after   INTEGER NOT NULL,
    -- Why it is called no more.
    stopped TEXT
) STRICT;

CREATE TABLE delivery (
    -- The same for each try, so that a receiver knows one that it had.
    id      TEXT    PRIMARY KEY,
    hook    INTEGER NOT NULL REFERENCES hook (id) ON DELETE CASCADE,
    made    TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    tries   INTEGER NOT NULL,
    -- When it is tried next, in UTC; null when it is not.
    due     TEXT,
    -- What came of the last try.
    last    TEXT,
    done    TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery (due) WHERE due IS NOT NULL;
CREATE INDEX delivery_hook ON delivery (hook);
