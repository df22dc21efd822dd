"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from poucet.star import views

urlpatterns = [
    path("etoile", views.star, name="star"),
    path("facette/<int:number>", views.facet, name="facet"),
    path("axe/<int:number>", views.axis, name="axis"),
    path("cadre/<int:number>", views.framework, name="framework"),
    path("mot/<str:tag>", views.hashtag, name="hashtag"),
]
