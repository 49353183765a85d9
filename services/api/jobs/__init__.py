"""Jobs: submitted, watched, canceled, tried again."""
