select next_seq from runs where project_id = $1 and number = $2 and deleted_at is null for no key update
