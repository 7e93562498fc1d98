-- Customers of one name, and those whose phones end in the same digits, are told apart before anything is added.

-- found_by begins with the folded name.
CREATE INDEX customer_by_found ON customer (found_by);
CREATE INDEX customer_by_last_digits ON customer (substr(phone_key, -4)) WHERE phone_key <> '';
