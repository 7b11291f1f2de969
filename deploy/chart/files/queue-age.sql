select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as seconds from snap_request where state = 'queued'
