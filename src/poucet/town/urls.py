"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from poucet.town import views

urlpatterns = [
    path("organisations", views.organisations, name="organisations"),
    path("organisation/<number:number>", views.organisation, name="organisation"),
    path("lieux", views.places, name="places"),
    path("lieu/<number:number>", views.place, name="place"),
    path("calque/<number:number>", views.layer, name="layer"),
    path("calque/<number:number>.geojson", views.layer_geojson, name="layer-geojson"),
    path("registre", views.register, name="register"),
    path("fil/<str:word>/<number:number>", views.thread, name="thread"),
    path("fil.csv", views.thread_csv, name="thread-csv"),
    path("fil.jsonld", views.thread_jsonld, name="thread-jsonld"),
    path("inconnues", views.missing, name="missing"),
]
