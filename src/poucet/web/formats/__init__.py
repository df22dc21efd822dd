"""How dates are written in English: the British way, which nobody reads month first."""
