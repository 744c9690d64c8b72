"""The words of the `towa` command; a module named like a word of Python carries a trailing underscore (`import_`)."""
