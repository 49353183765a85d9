SELECT count(*) FROM tasks WHERE pool IN ({pools}) AND (state = 'running' OR (state = 'ready' AND not_before <= EXTRACT(EPOCH FROM clock_timestamp())))
