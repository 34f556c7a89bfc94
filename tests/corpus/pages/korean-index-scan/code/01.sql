EXPLAIN (ANALYZE, BUFFERS)
SELECT id, total
  FROM orders
 WHERE status = 'paid'
   AND created_at >= now() - interval '7 days'
 ORDER BY created_at DESC
 LIMIT 20;
