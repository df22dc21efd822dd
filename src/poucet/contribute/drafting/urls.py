"""Addresses of texts written together."""

from __future__ import annotations

from django.urls import path

from poucet.contribute.drafting import answering, suggesting, views

urlpatterns = [
    path("textes", views.texts, name="texts"),
    path("texte/<number:number>", views.text, name="text"),
    path("texte/<number:number>/versions", views.versions, name="text-versions"),
    path("texte/<number:number>/suggerer", suggesting.write, name="text-suggest"),
    path("texte/<number:number>/suggerer/papier", suggesting.paper, name="text-suggest-paper"),
    path("suggestion/<number:number>", views.suggestion, name="suggestion"),
    path("bureau/texte/<number:number>/suggestion", suggesting.enter, name="text-suggest-enter"),
    path("bureau/suggestion/<number:number>/reponse", answering.answer, name="suggestion-answer"),
]
