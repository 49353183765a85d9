"""The one place where jobs change state: it hears what happened and says what comes next."""
