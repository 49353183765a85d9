"""Links to which a song can be sent past the API."""
