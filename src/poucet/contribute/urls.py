"""Addresses of calls and ideas."""

from __future__ import annotations

from django.urls import path

from poucet.contribute.views import answering, calls, ideas, letters, proposing

urlpatterns = [
    path("demarches", calls.calls, name="calls"),
    path("demarche/<number:number>", calls.call, name="call"),
    path("demarche/<number:number>/proposer", proposing.propose, name="call-propose"),
    path("demarche/<number:number>/papier", proposing.paper, name="call-paper"),
    path("idees", ideas.proposals, name="proposals"),
    path("idees/proposer", proposing.choose, name="propose"),
    path("idees/en-retard", ideas.late, name="proposals-late"),
    path("idee/<number:number>", ideas.proposal, name="proposal"),
    path("idee/<number:number>/versions", ideas.versions, name="proposal-versions"),
    path("compte/idee/<number:number>/soutenir", proposing.support, name="proposal-support"),
    path("compte/idee/<number:number>/modifier", proposing.rewrite, name="proposal-rewrite"),
    path("bureau/idee/<number:number>/repondre", answering.reply, name="proposal-reply"),
    path("compte/nouvelles/<str:token>", letters.stop, name="news-stop"),
    path("bureau/demarche/<number:number>/idee", answering.enter, name="call-enter"),
]
