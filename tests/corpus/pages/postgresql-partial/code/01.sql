CREATE INDEX orders_open_idx ON orders (shop_id)
    WHERE shipped_on IS NULL;
