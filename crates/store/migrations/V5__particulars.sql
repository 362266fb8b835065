-- What a page says of its article besides text and imprint, as JSON; null where it says nothing.
PRAGMA user_version = 5;

ALTER TABLE article ADD COLUMN particulars TEXT;

-- The address by which a page is told from others: the lasting one that it names, else the one by which it was got.
CREATE INDEX article_address ON article (coalesce(particulars ->> '$.canonical', url), number);
