"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from poucet.web.desk import drafts, pictures, things

urlpatterns = [
    path("brouillon/<number:pk>", drafts.draft, name="desk-draft"),
    path("brouillon/<number:pk>/apercu", drafts.preview, name="desk-preview"),
    path("brouillon/<number:pk>/accorder", drafts.settle, name="desk-settle"),
    path("brouillon/<number:pk>/jeter", drafts.drop, name="desk-drop"),
    path("brouillon/<number:pk>/reprendre", drafts.take, name="desk-take"),
    path("caillou/<number:number>/images", pictures.pictures, name="desk-pictures"),
    path("caillou/<number:number>/images/<number:pk>/enlever", pictures.take_away, name="desk-picture-away"),
    path("<word:word>/nouveau", drafts.new, name="desk-new"),
    path("<word:word>/<number:number>", things.thing, name="desk-thing"),
    path("<word:word>/<number:number>/modifier", things.revise, name="desk-revise"),
    path("<word:word>/<number:number>/retirer", things.withdraw, name="desk-withdraw"),
]
