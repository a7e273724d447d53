"""Documents read: brought, read one after another, reviewed beside the original, and taken into the programme."""
