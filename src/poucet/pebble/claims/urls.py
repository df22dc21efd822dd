"""Addresses of claims and models."""

from __future__ import annotations

from django.urls import path

from poucet.pebble.claims import views

urlpatterns = [
    path("affirmations", views.claims, name="claims"),
    path("affirmation/<number:number>", views.claim, name="claim"),
    path("modele/<number:number>", views.model, name="model"),
]
