-- 인덱스를 쓸 수 없다
WHERE date(created_at) = '2026-01-11'

-- 쓸 수 있다
WHERE created_at >= '2026-01-11' AND created_at < '2026-01-12'
