"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from poucet.pebble import views

urlpatterns = [
    path("chemin", views.path, name="path"),
    path("cailloux", views.pebbles, name="pebbles"),
    path("caillou/<number:number>", views.pebble, name="pebble"),
    path("caillou/<number:number>.png", views.preview, name="pebble-preview"),
    path("caillou/<number:number>/recit", views.story, name="pebble-story"),
]
