"""Addresses of the meetings."""

from __future__ import annotations

from django.urls import path

from poucet.contribute.meetings import views

urlpatterns = [
    path("rencontres", views.meetings, name="meetings"),
    path("rencontres.ics", views.meetings_ics, name="meetings-ics"),
    path("rencontre/<number:number>", views.meeting, name="meeting"),
    path("rencontre/<number:number>.ics", views.meeting_ics, name="meeting-ics"),
    path("rencontre/<number:number>/emargement", views.meeting_sheet, name="meeting-sheet"),
]
