-- Which kinds there are is the contract's to say: a list here would have to follow it.
alter table destination drop constraint if exists destination_kind_check;
