"""Forms of the information pool: shape and limits of what is typed."""
