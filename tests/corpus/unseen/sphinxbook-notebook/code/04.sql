SELECT taken,
       coalesce(reef, lag(reef) IGNORE NULLS OVER (ORDER BY taken)) AS reef
  FROM salt;
