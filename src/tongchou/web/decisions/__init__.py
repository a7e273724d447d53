"""People, land, money (人地钱) on pages: what the models answer, inputs to move, scenarios kept and compared."""
