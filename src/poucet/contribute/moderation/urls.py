"""Addresses of moderation."""

from __future__ import annotations

from django.urls import path

from poucet.contribute.moderation import views
from poucet.contribute.moderation.desk import views as desk

urlpatterns = [
    path("signaler/<word:word>/<number:number>", views.point_at, name="point-at"),
    path("moderation", views.moderation, name="moderation"),
    path("moderation.csv", views.moderation_csv, name="moderation-csv"),
    path("moderation/deja-signale", views.again, name="moderation-again"),
    path("moderation/suivi/<str:token>", views.follow, name="moderation-follow"),
    path("compte/moderation", views.mine, name="moderation-mine"),
    path("bureau/signalements", desk.queue, name="moderation-queue"),
    path("bureau/signalements/cas/<number:number>", desk.one_case, name="moderation-case"),
    path("bureau/signalements/cas/<number:number>/lettre", desk.letter, name="moderation-letter"),
    path(
        "bureau/signalements/nouveau/<word:word>/<number:number>",
        desk.without_notice,
        name="moderation-take-up",
    ),
]
