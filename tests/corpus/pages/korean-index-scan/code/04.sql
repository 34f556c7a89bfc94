CREATE INDEX CONCURRENTLY orders_status_created
    ON orders (status, created_at DESC);
