"""The desk's pages of the information pool."""
