"""Towa (永久): an operations platform for municipal tax collection and counters."""
