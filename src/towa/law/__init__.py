"""The law: dated values with article and source, and short formulas that explain themselves. No clock, no database."""
