"""Stands by a reader in a notebook: errors explained, tables headed, in the reader's language."""
