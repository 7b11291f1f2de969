-- What is done later, elsewhere, goes on with the trace of its cause: a W3C traceparent; null where
-- nobody traces (docs/decisions/0047).

alter table snap_request add column trace text;
alter table comparison add column trace text;
alter table delivery add column trace text;
