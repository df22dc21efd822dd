"""Addresses of the open data."""

from __future__ import annotations

from django.urls import path

from poucet.web.opendata import views

urlpatterns = [
    path("donnees", views.page, name="open-data"),
    path("donnees/dictionnaire", views.dictionary, name="dictionary"),
    path("donnees/dictionnaire.csv", views.dictionary_csv, name="dictionary-csv"),
    path("donnees/datapackage.json", views.package, name="data-package"),
    path("donnees/dossier.zip", views.dossier, name="dossier-zip"),
    path("donnees/subventions-scdl.csv", views.grants, name="grants-csv"),
    path("donnees/<file:name>", views.file, name="open-data-file"),
]
