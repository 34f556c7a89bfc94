SELECT width_bucket(level, 0, 6, 120) AS bin,
       min(level), max(level), count(*)
  FROM readings
 WHERE taken >= now() - interval '1 year'
 GROUP BY 1
 ORDER BY 1;
