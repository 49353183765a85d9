"""What a job made: script, film, scores and all that lies between."""
