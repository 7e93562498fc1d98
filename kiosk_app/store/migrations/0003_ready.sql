-- Instant stamps that are ready. What happened to each is in the journal; a row is here while it can be handed out,
-- or, set aside, while it may lie unused at the service.

CREATE TABLE ready (
    stamp_idx ANY PRIMARY KEY NOT NULL,
    card_idx INTEGER NOT NULL,
    domain TEXT NOT NULL,
    start_on TEXT NOT NULL,
    end_on TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    made_at TEXT NOT NULL,
    aside_at TEXT
) STRICT;
CREATE INDEX ready_by_card ON ready (card_idx, made_at) WHERE aside_at IS NULL;

CREATE UNIQUE INDEX entry_handed_out_once ON entry (stamp_idx) WHERE kind = 'hand out';
CREATE INDEX entry_ready ON entry (card_idx, id) WHERE kind = 'ready';
