"""Addresses of the meetings."""

from __future__ import annotations

from django.urls import path

from poucet.contribute.meetings.views import hosting, pages, registering

urlpatterns = [
    path("rencontres", pages.meetings, name="meetings"),
    path("remerciements", pages.thanks, name="thanks"),
    path("rencontres.ics", pages.meetings_ics, name="meetings-ics"),
    path("rencontre/<number:number>", pages.meeting, name="meeting"),
    path("rencontre/<number:number>.ics", pages.meeting_ics, name="meeting-ics"),
    path("rencontre/<number:number>/emargement", pages.meeting_sheet, name="meeting-sheet"),
    path("rencontre/<number:number>/inscription", registering.register, name="meeting-register"),
    path("rencontre/<number:number>/inscription/papier", registering.paper, name="meeting-paper"),
    path(
        "rencontre/<number:number>/inscription/<str:token>",
        registering.registration,
        name="meeting-registration",
    ),
    path("bureau/rencontre/<number:number>/inscrits", hosting.registered, name="meeting-registered"),
    path("bureau/rencontre/<number:number>/noter", hosting.noting, name="meeting-noting"),
]
