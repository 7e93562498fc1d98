-- What the sender must remember so that it need not guess, whose turn an entry is, and the budget of calls.

-- 0 undo, 1 asked for at the counter, 2 refills. An undo also tells its leader that nobody wants it any more.
ALTER TABLE entry ADD COLUMN turn INTEGER NOT NULL DEFAULT 1 CHECK (turn IN (0, 1, 2));
UPDATE entry SET turn = 0 WHERE intent LIKE 'undo %';
UPDATE entry SET turn = 2 WHERE kind = 'ready';

-- count_first: before the first attempt that may have happened; count_seen: what the last look showed.
ALTER TABLE entry ADD COLUMN count_first INTEGER;
ALTER TABLE entry ADD COLUMN count_seen INTEGER;
ALTER TABLE entry ADD COLUMN look_again_at TEXT;
UPDATE entry SET count_first = count_before;

CREATE INDEX entry_due ON entry (turn, id, due_at)
WHERE state IN ('waiting', 'sending', 'unknown') AND due_at IS NOT NULL;
CREATE INDEX entry_unknown ON entry (id, due_at) WHERE state = 'unknown';
CREATE INDEX entry_look_again ON entry (look_again_at) WHERE look_again_at IS NOT NULL;
CREATE INDEX entry_aside ON entry (id) WHERE state = 'aside';
CREATE INDEX entry_by_settling ON entry (settled_at) WHERE settled_at IS NOT NULL;

-- One row: how many calls may still be made as of an instant.
CREATE TABLE budget (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    calls REAL,
    as_of TEXT
) STRICT;
INSERT INTO budget (id) VALUES (1);
