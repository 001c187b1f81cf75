"""What other tools make of the same tables. Slow, and never on the way of a conversion that does not ask for it."""
