-- What an entry puts right, and why. The note is free text, perhaps about a person: it stands in the entry, where it
-- can be emptied, and not in its events, which never change.

ALTER TABLE entry ADD COLUMN corrects INTEGER REFERENCES entry (id);
ALTER TABLE entry ADD COLUMN note TEXT NOT NULL DEFAULT '';
CREATE INDEX entry_by_correction ON entry (corrects) WHERE corrects IS NOT NULL;
