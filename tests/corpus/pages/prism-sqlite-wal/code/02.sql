BEGIN;
SELECT balance FROM account WHERE id = 7;
-- another connection commits a change here
UPDATE account SET balance = balance - 20 WHERE id = 7;
