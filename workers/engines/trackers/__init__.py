"""Beat trackers: adapters to the Protocol of the analysis stage."""
