-- How large the page was, as `1280x720`, to find changes by it; null where a device says that itself,
-- and of requests made before this was kept.
alter table snap_request add column viewport text;
