"""The desk: where whoever writes for the town hall prepares a thing before anybody reads it.

A draft lives in a table apart, which no public page ever asks. Each room offers here its editor: the sheet
that a clerk fills in, how to fill it from a thing, and the ordinary act that publishes it.
"""
