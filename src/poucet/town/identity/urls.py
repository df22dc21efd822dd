"""Addresses of identity; the last two are declared to FranceConnect, to the letter."""

from __future__ import annotations

from django.urls import path

from poucet.town.identity import desk, views

urlpatterns = [
    path("compte/identite", views.identity, name="identity"),
    path("compte/identite/depart", views.depart, name="identity-depart"),
    path("compte/identite/retour", views.back, name="identity-back"),
    path("compte/identite/sortie", views.out, name="identity-out"),
    path("bureau/identites", desk.document, name="identity-document"),
]
