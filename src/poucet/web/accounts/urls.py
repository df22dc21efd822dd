"""Addresses of the door: ours in French, under the names that the library of accounts asks for."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.urls import path

from poucet.web.accounts import confirming, views

urlpatterns = [
    path("actes", views.doings, name="account-doings"),
    path("mes-actes", views.acts, name="account-acts"),
    path("mes-donnees", views.own_data, name="account-data"),
    path("mes-donnees/<str:secret>", views.take_own_data, name="account-data-file"),
    path("effacer", views.erasure, name="account-erasure"),
    path("premiere-cle/<str:secret>", views.first_key, name="account-first-key"),
    path("attente/<str:token>", confirming.waiting, name="waiting"),
    path("entrer", account.login, name="account_login"),
    path("entrer/code", account.request_login_code, name="account_request_login_code"),
    path("entrer/code/recu", account.confirm_login_code, name="account_confirm_login_code"),
    path("sortir", account.logout, name="account_logout"),
    path("ouvrir", account.signup, name="account_signup"),
    path("ferme", account.account_inactive, name="account_inactive"),
    path("confirmer", account.reauthenticate, name="account_reauthenticate"),
    path("adresse", account.email, name="account_email"),
    path("adresse/code", account.email_verification_sent, name="account_email_verification_sent"),
    path("mot-de-passe", account.password_change, name="account_change_password"),
    path("mot-de-passe/premier", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie", account.password_reset, name="account_reset_password"),
    path(
        "mot-de-passe/oublie/code",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "mot-de-passe/oublie/nouveau",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "mot-de-passe/oublie/fait",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("second-facteur", factor.index, name="mfa_index"),
    path("second-facteur/entrer", factor.authenticate, name="mfa_authenticate"),
    path("second-facteur/confirmer", factor.reauthenticate, name="mfa_reauthenticate"),
    path("second-facteur/application", totp.activate_totp, name="mfa_activate_totp"),
    path("second-facteur/application/enlever", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-facteur/codes", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-facteur/codes/nouveaux", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-facteur/codes/fichier", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sessions", sessions.list_usersessions, name="usersessions_list"),
]
