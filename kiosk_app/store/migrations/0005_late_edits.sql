-- Until when an edit whose answer was lost may still be applied: no newer edit of its stamp is sent before.
ALTER TABLE entry ADD COLUMN holds_until TEXT;
