-- What comes of bringing customers in, of putting two of them together, and of telling them apart for good.

-- Who was merged into another is still found by what they were known as: our id, a member id.
CREATE TABLE also_known (
    known_as TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX also_known_by_customer ON also_known (customer_id);

-- Two who look like one and are not.
CREATE TABLE not_the_same (
    one TEXT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    other TEXT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    PRIMARY KEY (one, other),
    CHECK (one < other)
) STRICT, WITHOUT ROWID;
CREATE INDEX not_the_same_by_other ON not_the_same (other);

-- Stamps that an import named, until the service showed them. refusal: its words where it shows no such usable stamp,
-- which is then not asked for again. tries: looks that brought nothing, so that one in trouble stands behind all others.
CREATE TABLE brought_stamp (
    stamp_idx ANY PRIMARY KEY NOT NULL,
    customer_id TEXT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    brought_at TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    refusal TEXT
) STRICT;
CREATE INDEX brought_stamp_by_turn ON brought_stamp (tries, brought_at) WHERE refusal IS NULL;
CREATE INDEX brought_stamp_by_customer ON brought_stamp (customer_id);
