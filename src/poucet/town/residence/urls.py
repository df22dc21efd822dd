"""Addresses of the letters and of residence."""

from __future__ import annotations

from django.urls import path

from poucet.town.residence import views

urlpatterns = [
    path("compte/habitant", views.resident, name="resident"),
    path("bureau/courriers", views.letters, name="letters"),
    path("bureau/courriers/<number:number>", views.batch, name="letters-batch"),
    path("bureau/habitants", views.proof, name="residence-proof"),
]
