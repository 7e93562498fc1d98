-- Keys of form 2 find letters with a stroke by plain ones. A folder without customers has nothing to make anew.
UPDATE look_up_state SET form = 2 WHERE NOT EXISTS (SELECT 1 FROM customer);
