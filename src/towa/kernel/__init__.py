"""The ground: pure words everyone shares. No database, no files, no clock; imports in a few milliseconds."""
