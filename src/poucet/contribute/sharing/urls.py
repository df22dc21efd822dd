"""Addresses of offers and needs."""

from __future__ import annotations

from django.urls import path

from poucet.contribute.sharing.views import following, reading, taking

urlpatterns = [
    path("entraide", reading.postings, name="postings"),
    path("entraide/<number:number>", reading.posting, name="posting"),
    path("entraide/<number:number>/papier", reading.share_paper, name="posting-paper"),
    path("entraide/<number:number>/prendre", taking.take, name="posting-take"),
    path("entraide/proposer", taking.offer, name="offer"),
    path("entraide/proposer/papier", reading.offer_paper, name="offer-paper"),
    path("compte/entraide/<number:number>/retirer", taking.back, name="posting-back"),
    path("compte/entraide/<number:number>/recu", taking.received, name="posting-received"),
    path("compte/entraide/<number:number>/fermer", taking.close, name="posting-close"),
    path("compte/entraide/lettre/<str:token>", taking.back_by_letter, name="promise-back"),
    path("bureau/entraide/offre", following.enter_offer, name="offer-enter"),
    path("bureau/entraide/<number:number>/part", following.enter_share, name="posting-enter"),
    path("bureau/entraide/<number:number>/suivi", following.follow, name="posting-follow"),
    path("bureau/entraide/<number:number>/chantier", following.worksite, name="posting-worksite"),
]
