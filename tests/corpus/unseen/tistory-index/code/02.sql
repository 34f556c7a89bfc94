CREATE INDEX ix_orders_wrong ON orders (created_at, status);
