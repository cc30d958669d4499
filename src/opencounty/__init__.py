"""OpenCounty: the portal and the office network of a Chinese county."""
