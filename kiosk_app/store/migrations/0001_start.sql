-- The first tables. Released once, never edited again: what changes later is a migration of its own.
-- Times are UTC text of one width (2026-11-21T10:42:00.000000Z), so that they compare as they sort.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    user_id TEXT NOT NULL,
    etc1 TEXT NOT NULL,
    etc2 TEXT NOT NULL,
    note TEXT NOT NULL,
    consent TEXT,
    phone_key TEXT NOT NULL,
    email_key TEXT NOT NULL,
    found_by TEXT NOT NULL,
    added_at TEXT NOT NULL,
    used_at TEXT NOT NULL
) STRICT;
CREATE INDEX customer_by_user_id ON customer (user_id) WHERE user_id <> '';
CREATE INDEX customer_by_phone ON customer (phone_key) WHERE phone_key <> '';
CREATE INDEX customer_by_email ON customer (email_key) WHERE email_key <> '';
CREATE INDEX customer_by_use ON customer (used_at);

-- stamp_idx is ANY: the integer 1347 and the text '1347' are two stamps.
CREATE TABLE stamp (
    stamp_idx ANY PRIMARY KEY NOT NULL,
    card_idx INTEGER NOT NULL,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    url TEXT,
    domain TEXT NOT NULL,
    shown_domain TEXT NOT NULL,
    visits INTEGER,
    places INTEGER,
    as_of TEXT,
    start_on TEXT NOT NULL,
    end_on TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    redeemed INTEGER NOT NULL CHECK (redeemed IN (0, 1)),
    issued_at TEXT NOT NULL
) STRICT;
CREATE INDEX stamp_by_customer ON stamp (customer_id, card_idx);
CREATE INDEX stamp_by_look ON stamp (as_of) WHERE as_of IS NOT NULL;

CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT NOT NULL UNIQUE,
    intent TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (
        kind IN ('issue', 'visit', 'take back', 'redeem', 'change', 'delete', 'ready', 'hand out')
    ),
    state TEXT NOT NULL CHECK (
        state IN ('waiting', 'sending', 'unknown', 'done', 'refused', 'aside', 'cancelled')
    ),
    card_idx INTEGER NOT NULL,
    customer_id TEXT REFERENCES customer (id),
    stamp_idx ANY,
    leader INTEGER REFERENCES entry (id),
    fields TEXT,
    count_before INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    looks INTEGER NOT NULL DEFAULT 0,
    resends INTEGER NOT NULL DEFAULT 0,
    attention INTEGER NOT NULL DEFAULT 0 CHECK (attention IN (0, 1)),
    due_at TEXT,
    opened_at TEXT NOT NULL,
    going_at TEXT,
    doubted_at TEXT,
    settled_at TEXT,
    owner TEXT,
    staff TEXT,
    why TEXT NOT NULL,
    reason TEXT NOT NULL,
    message TEXT NOT NULL,
    UNIQUE (intent, position),
    CHECK ((owner IS NOT NULL) = (state = 'sending')),
    CHECK ((settled_at IS NOT NULL) = (state IN ('done', 'refused', 'aside', 'cancelled')))
) STRICT;
CREATE UNIQUE INDEX entry_one_open_issue ON entry (customer_id, card_idx)
WHERE kind IN ('issue', 'hand out') AND state IN ('waiting', 'sending', 'unknown');
CREATE INDEX entry_open ON entry (id, state, due_at) WHERE state IN ('waiting', 'sending', 'unknown');
CREATE INDEX entry_by_stamp ON entry (stamp_idx, id) WHERE stamp_idx IS NOT NULL;
CREATE INDEX entry_attention ON entry (id) WHERE attention = 1;
CREATE INDEX entry_by_leader ON entry (leader) WHERE leader IS NOT NULL;
CREATE INDEX entry_by_opening ON entry (opened_at);
CREATE INDEX entry_by_customer ON entry (customer_id);

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    at TEXT NOT NULL,
    before TEXT,
    after TEXT NOT NULL,
    why TEXT NOT NULL,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_entry ON event (entry_id);
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
BEGIN
    SELECT RAISE (ABORT, 'history is never changed');
END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event
BEGIN
    SELECT RAISE (ABORT, 'history is never changed');
END;

-- One row: whether anything may be sent at all just now.
CREATE TABLE gate (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    stopped TEXT,
    probe_at TEXT,
    quiet_until TEXT,
    last_refusal TEXT NOT NULL
) STRICT;
INSERT INTO gate (id, last_refusal) VALUES (1, '');
