"""Films talked over before they are made; ends in a script that a job takes."""
