    -- Of an upsert only what differs is stored. What is appended supersedes whatever a row shows, so its details need
    -- not be read.
    left join result_details detail
        on shown.parts & 1 = 1 and detail.project_id = shown.project_id and detail.run = shown.run
        and detail.seq = shown.seq
    where shown.seq is null
        or (item.status, item.elapsed_ms, item.note)
            is distinct from (shown.status, shown.elapsed_ms, detail.note)
