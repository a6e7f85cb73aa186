"""Which call an answer belongs to."""
