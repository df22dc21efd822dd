"""« Si tout le monde faisait comme… » : what one deed would give if every comparable place did likewise.

A claim rests on a model, a table of variables of which each says where it comes from. Its sentence is
made from the numbers, never typed; it stays a hypothesis until the effect of one was measured, and stays
open while something it needs is unknown.
"""
