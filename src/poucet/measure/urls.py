"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from poucet.measure import views

urlpatterns = [
    path("figures", views.indicators, name="indicators"),
    path("figure/<number:number>", views.observation, name="observation"),
    path("indicateur/<number:number>", views.indicator, name="indicator"),
    path("constantes", views.constants, name="constants"),
    path("constante/<number:number>", views.constant, name="constant"),
    path("conflits", views.conflicts, name="conflicts"),
    path("conflit/<number:number>", views.conflict, name="conflict"),
    path("sources", views.sources, name="sources"),
    path("source/<number:number>", views.source, name="source"),
]
