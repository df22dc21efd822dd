"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from poucet.pebble import views

urlpatterns = [
    path("chemin", views.path, name="path"),
    path("cailloux", views.pebbles, name="pebbles"),
    path("carte", views.atlas, name="map"),
    path("carte.geojson", views.atlas_geojson, name="map-geojson"),
    path("caillou/<number:number>", views.pebble, name="pebble"),
    path("caillou/<number:number>.png", views.preview, name="pebble-preview"),
    path("caillou/<number:number>/carte.svg", views.pebble_map, name="pebble-map"),
    path("caillou/<number:number>/recit", views.story, name="pebble-story"),
]
