"""How pages about tasks word things."""
