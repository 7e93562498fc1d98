-- The end of the day: stamps that were touched and not looked at since, and what differed from our record then.

-- asked: a person wants it now, not once the shop is quiet. tries: looks that brought nothing, so that one stamp in
-- trouble stands behind all others.
CREATE TABLE touched_stamp (
    stamp_idx ANY PRIMARY KEY NOT NULL REFERENCES stamp (stamp_idx) ON DELETE CASCADE,
    touched_at TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1)),
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX touched_stamp_by_turn ON touched_stamp (tries, touched_at);

-- Our record and the service's word when they differed; both as text. Listed until somebody dismissed it.
CREATE TABLE difference (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    found_at TEXT NOT NULL,
    stamp_idx ANY NOT NULL,
    card_idx INTEGER NOT NULL,
    customer_id TEXT NOT NULL,
    fact TEXT NOT NULL CHECK (fact IN ('visits', 'active', 'redeemed', 'start', 'end', 'shown')),
    ours TEXT NOT NULL,
    theirs TEXT NOT NULL,
    dismissed_at TEXT
) STRICT;
CREATE INDEX difference_to_see ON difference (id) WHERE dismissed_at IS NULL;

-- One row: when the next look may be tried and why not now, and when the last stamp was looked at.
CREATE TABLE day_end (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    due_at TEXT,
    tries INTEGER NOT NULL,
    reason TEXT NOT NULL,
    looked_at TEXT
) STRICT;
INSERT INTO day_end (id, tries, reason) VALUES (1, 0, 'ok');
