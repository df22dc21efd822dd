"""Addresses of the agreements."""

from __future__ import annotations

from django.urls import path

from poucet.contribute.agreements import asking, following, views

urlpatterns = [
    path("accords", views.agreements, name="agreements"),
    path("accords/en-retard", views.overdue, name="agreements-overdue"),
    path("accord/demande", asking.request_agreement, name="agreement-request"),
    path("accord/demande/papier", asking.paper, name="agreement-paper"),
    path("accord/<number:number>", views.agreement, name="agreement"),
    path("accord/<number:number>/verifier", views.check, name="agreement-check"),
    path("accord/<number:number>/signer", views.sign, name="agreement-sign"),
    path("accord/<number:number>/texte.txt", views.text, name="agreement-text"),
    path("accord/<number:number>/accord.pdf", views.pdf, name="agreement-pdf"),
    path("accord/<number:number>/accord.odt", views.odt, name="agreement-odt"),
    path("bureau/accord/<number:number>/suivi", following.follow, name="agreement-follow"),
]
