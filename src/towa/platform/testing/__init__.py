"""What every test of the program stands on; installed with it, used by tests only."""
