UPDATE settlement
   SET status = 'done', fence = :fence
 WHERE id = :id
   AND fence < :fence;
