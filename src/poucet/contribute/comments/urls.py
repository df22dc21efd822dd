"""Addresses of the comments."""

from __future__ import annotations

from django.urls import path

from poucet.contribute.comments import views

urlpatterns = [
    path("commentaire/<number:number>", views.comment, name="comment"),
    path("idee/<number:number>/commenter", views.write, name="proposal-comment"),
    path("idee/<number:number>/commenter/papier", views.paper, name="proposal-comment-paper"),
    path("compte/commentaire/<number:number>/modifier", views.rewrite, name="comment-rewrite"),
    path("bureau/idee/<number:number>/commentaire", views.enter, name="proposal-comment-enter"),
]
