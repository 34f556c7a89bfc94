CREATE INDEX ix_orders_right ON orders (status, created_at DESC);
