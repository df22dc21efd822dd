"""Words as they are compared: without accents, capitals or endings, each under its language.

A word gives one form or two: the stem of the word without its accents, and the stem of the word as written where that
differs. So « lumière », « lumieres » and « LUMIÈRE » meet, whichever of them was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

STEMMERS = {"fr": "french", "en": "english"}
LONGEST_WORD = 60
_WORD = re.compile(r"[^\W_]+")
_JOINED = str.maketrans({"œ": "oe", "æ": "ae"})

# Words too common to seek, compared as typed: « the » is one, « thé » is not. None that the other language fills
# with meaning: no « car », no « but ».
_COMMON_FRENCH = """
    à au aux avec ce ces cet cette d dans de des du elle elles en entre est et être il ils j je l la le les leur leurs
    lui m ma mais me même mes n ne nos notre nous on ou où par pas pour qu que qui quoi s sa sans se ses si son sont
    sur t ta te tes tu un une vos votre vous y
"""
_COMMON_ENGLISH = """
    a an and are as at be been by for from has have he her his how i in into is it its of on or our she that the their
    them then there these they this those to was we were what when where which who will with you your
"""
STOP_WORDS = frozenset(f"{_COMMON_FRENCH} {_COMMON_ENGLISH}".split())


def composed(text: str) -> str:
    """The text with each accent in its letter, so that a word is one run of letters."""
    return unicodedata.normalize("NFC", text)


def words_in(text: str) -> Iterator[re.Match[str]]:
    """Each word of a composed text, where it stands; apostrophes and hyphens part words."""
    return _WORD.finditer(text)


def folded(word: str) -> str:
    """A word without accents, capitals or joined letters; what is left is only letters and digits."""
    lower = unicodedata.normalize("NFKD", word).casefold().translate(_JOINED)
    letters = unicodedata.normalize("NFKD", lower)  # a capital may hide a letter that comes apart
    return "".join(letter for letter in letters if letter.isalnum())


@lru_cache(maxsize=50_000)
def forms(word: str, language: str) -> tuple[str, ...]:
    """The forms under which a word is kept and sought, the one without accents first; of a mere sign, none."""
    word = word[:LONGEST_WORD]
    plain = folded(word)[:LONGEST_WORD]
    if not plain:
        return ()
    if not any(letter.isalpha() for letter in plain):
        return (f"{language}:{plain}",)
    # A stemmer is made for each word that is new: it remembers where it stands, and threads would share it.
    stemmer = snowballstemmer.stemmer(STEMMERS[language])
    unaccented = folded(stemmer.stemWord(plain)) or plain
    accented = folded(stemmer.stemWord(word.lower())) or plain
    found = dict.fromkeys((unaccented, accented))
    return tuple(f"{language}:{form}" for form in found)


def stemmed_as(language: str) -> str:
    """The language whose endings are taken off: a language that we do not know is read as French."""
    return language if language in STEMMERS else "fr"
