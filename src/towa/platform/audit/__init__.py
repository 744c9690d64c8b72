"""Who did what, when, to which case, and for what purpose? One write = one line, in the same transaction, chained."""
