"""Who may ask, and for what: keys, scopes, and the door that every request goes through."""
