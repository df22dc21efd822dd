"""Print what the past of places and hashtags holds beside the lines that signed it; run by tests as a process."""

import json
import sys

import django
from django.db import connection

django.setup()

PLACES = "SELECT number, name, since_line, until_line FROM town_place_past ORDER BY number, since_line"
TAGS = "SELECT tag, number, since_line FROM star_mention_past WHERE kind = 'place' ORDER BY number, tag"
LINES = "SELECT number, sequence FROM town_registerentry ORDER BY number, sequence"

if __name__ == "__main__":
    with connection.cursor() as cursor:
        told = {}
        for name, asked in (("places", PLACES), ("tags", TAGS), ("lines", LINES)):
            cursor.execute(asked)
            told[name] = cursor.fetchall()
    sys.stdout.write(json.dumps(told))
