CREATE INDEX idx_shop_day ON orders (shop_id, ordered_on);
EXPLAIN SELECT * FROM orders WHERE shop_id = 7;
