"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from poucet.measure import views

urlpatterns = [
    path("figures", views.indicators, name="indicators"),
    path("figure/<int:number>", views.observation, name="observation"),
    path("indicateur/<int:number>", views.indicator, name="indicator"),
    path("constantes", views.constants, name="constants"),
    path("constante/<int:number>", views.constant, name="constant"),
    path("conflits", views.conflicts, name="conflicts"),
    path("conflit/<int:number>", views.conflict, name="conflict"),
    path("sources", views.sources, name="sources"),
    path("source/<int:number>", views.source, name="source"),
]
