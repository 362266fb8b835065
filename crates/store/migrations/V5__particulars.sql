-- What a page says of its article besides text and imprint, as JSON; null where it says nothing.
PRAGMA user_version = 5;

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
