"""The overview in parts: its numbers, its cards, its charts and the tables behind them."""
