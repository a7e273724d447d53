"""The programmes for other programs: JSON over HTTP, described by OpenAPI, with the same figures and permissions."""
