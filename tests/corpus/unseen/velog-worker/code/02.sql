UPDATE jobs
   SET taken_at = now(), tries = tries + 1
 WHERE id = (
   SELECT id FROM jobs
    WHERE done_at IS NULL AND (taken_at IS NULL OR taken_at < now() - interval '5 min')
    ORDER BY id
    FOR UPDATE SKIP LOCKED
    LIMIT 1
 )
RETURNING *;
