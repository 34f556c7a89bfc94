SELECT session_key, COUNT(DISTINCT ip) AS visitors
FROM   wp_access
WHERE  at BETWEEN '2026-02-10 14:02:00' AND '2026-02-10 14:03:30'
GROUP  BY session_key
HAVING visitors > 1;
