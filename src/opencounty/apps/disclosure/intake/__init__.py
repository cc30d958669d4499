"""Import: read foreign files, map their fields, take the records into the pool."""
