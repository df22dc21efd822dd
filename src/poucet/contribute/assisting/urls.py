"""Addresses of the assisted sessions."""

from __future__ import annotations

from django.urls import path

from poucet.contribute.assisting import views

urlpatterns = [
    path("bureau/accompagner", views.sessions, name="assisting"),
    path("bureau/accompagner/seance/<number:number>", views.session, name="assisted"),
]
