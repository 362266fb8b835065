-- What came since the day began stands by itself, so that what was there before is found without passing over it.
PRAGMA user_version = 3;

CREATE TABLE new_posting (
    key     INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    article INTEGER NOT NULL,
    weight  INTEGER NOT NULL,
    PRIMARY KEY (key, day, article)
) STRICT, WITHOUT ROWID;

INSERT INTO new_posting (key, day, article, weight)
SELECT key, day, article, weight FROM posting WHERE article IN (SELECT article FROM arrival WHERE new);
DELETE FROM posting WHERE article IN (SELECT article FROM arrival WHERE new);
