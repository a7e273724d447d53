"""The tiers of towns that a plan's structure declares, from the highest down."""

ORDER = ("主城", "中心镇", "一般镇")
ENGLISH = {"主城": "main city", "中心镇": "central town", "一般镇": "ordinary town"}
TONES = {tier: float(len(ORDER) - at) for at, tier in enumerate(ORDER)}
"""A number for each tier, greater for the higher."""
