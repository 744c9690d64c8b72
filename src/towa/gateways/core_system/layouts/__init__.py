"""The layouts of known core systems: one module each, found by looking; a module offers `LAYOUT`."""
