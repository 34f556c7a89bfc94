CREATE INDEX orders_by_day ON orders (shop_id, ordered_on);

SELECT count(*) FROM orders
WHERE shop_id = 7 AND ordered_on >= date '2026-03-01';
