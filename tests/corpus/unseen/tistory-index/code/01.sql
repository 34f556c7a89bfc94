SELECT id, amount
  FROM orders
 WHERE status = 'PAID'
   AND created_at >= '2025-11-01'
 ORDER BY created_at DESC
 LIMIT 50;
