"""Every address of the house: each room's own, then those of the site."""

from __future__ import annotations

from django.urls import include, path

from poucet.town.converters import register_all
from poucet.web import choices, past, views
from poucet.web.accounts import stewardship
from poucet.web.accounts.views import account
from poucet.web.desk.today import today
from poucet.web.feeds.views import feed
from poucet.web.media import media

register_all()

urlpatterns = [
    path("", views.home, name="home"),
    path("a-propos", views.about, name="about"),
    path("compte", account, name="account"),
    path("compte/", include("poucet.web.accounts.urls")),
    path("bureau/personnes", stewardship.people, name="people"),
    path("bureau/personne/<number:number>", stewardship.person, name="person"),
    path("bureau/personne/<number:number>/adresse", stewardship.private, name="person-private"),
    path("bureau/personne/<number:number>/role/<number:grant>", stewardship.end_role, name="person-end-role"),
    path("", include("poucet.town.identity.urls")),
    path("", include("poucet.town.residence.urls")),
    path("bureau", today, name="desk"),
    path("bureau/", include("poucet.web.desk.urls")),
    path("langue", choices.language, name="language"),
    path("apparence", choices.theme, name="theme"),
    path("media/<file:name>", media, name="media"),
    path("au", past.at_date, name="at-date"),
    path("<slug:name>.atom", feed, name="feed"),
    path("robots.txt", views.robots, name="robots"),
    path("", include("poucet.web.api.urls")),
    path("", include("poucet.web.opendata.urls")),
    path("api/v1/", include("poucet.web.api.v1")),
    path("", include("poucet.town.urls")),
    path("", include("poucet.measure.urls")),
    path("", include("poucet.star.urls")),
    path("", include("poucet.contribute.urls")),
    path("", include("poucet.contribute.comments.urls")),
    path("", include("poucet.contribute.moderation.urls")),
    path("", include("poucet.contribute.meetings.urls")),
    path("", include("poucet.contribute.assisting.urls")),
    path("", include("poucet.contribute.agreements.urls")),
    path("", include("poucet.contribute.sharing.urls")),
    path("", include("poucet.contribute.drafting.urls")),
    path("", include("poucet.pebble.urls")),
    path("", include("poucet.pebble.claims.urls")),
    path("", include("poucet.dossier.urls")),
    path("", include("poucet.web.search.urls")),
]

handler400 = "poucet.web.refusals.not_understood"
handler403 = "poucet.web.refusals.not_allowed"
handler404 = "poucet.web.refusals.not_found"
handler500 = "poucet.web.refusals.broken"
