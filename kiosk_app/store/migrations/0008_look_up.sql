-- The look-up: what a search may begin with, and whom it finds so. All of it can be made anew from the customers.

-- key: the beginning of a word, or of a run of digits; what its first sign means is told where keys are made.
-- number: the customer's rowid. sketch: a few bits that tell which words the customer surely has not.
CREATE TABLE look_up (
    key TEXT NOT NULL,
    number INTEGER NOT NULL,
    sketch INTEGER NOT NULL,
    PRIMARY KEY (key, number)
) STRICT, WITHOUT ROWID;

-- One row. form: of the keys, 0: none. build: counts the times it was made anew, so that a builder notices another.
-- customers: whose keys are there, where it is ready.
CREATE TABLE look_up_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    form INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('stale', 'filling', 'ready')),
    build INTEGER NOT NULL,
    customers INTEGER NOT NULL
) STRICT;
INSERT INTO look_up_state (id, form, state, build, customers)
SELECT 1, CASE WHEN count(*) THEN 0 ELSE 1 END, CASE WHEN count(*) THEN 'stale' ELSE 'ready' END, 0, 0
FROM customer;

-- While it is being filled: who changed meanwhile, and what they were found by before.
CREATE TABLE look_up_changed (
    number INTEGER NOT NULL,
    found_by TEXT NOT NULL
) STRICT;

-- warmth: how recently and often they come, as seconds; sketch as above, -1 while it is not known.
ALTER TABLE customer ADD COLUMN warmth INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customer ADD COLUMN sketch INTEGER NOT NULL DEFAULT -1;
CREATE INDEX customer_by_warmth ON customer (warmth, sketch);
DROP INDEX customer_by_found;
