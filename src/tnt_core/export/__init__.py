"""The export room: the same data in the formats that others read."""
