"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from poucet.star import views

urlpatterns = [
    path("etoile", views.star, name="star"),
    path("facette/<number:number>", views.facet, name="facet"),
    path("axe/<number:number>", views.axis, name="axis"),
    path("recits", views.stories, name="stories"),
    path("recit/<number:number>", views.story, name="story"),
    path("cadre/<number:number>", views.framework, name="framework"),
    path("mot/<word:tag>", views.hashtag, name="hashtag"),
]
