"""A real OpenID Connect provider on this machine, a process of its own: python tests/provider_process.py FOLDER.

It is django-oauth-toolkit, with FOLDER/people.json as its civil registry: for each sign-in name what it tells of the
person, and under « how » ways of going wrong. It prints its port, then serves until it is stopped.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT, SECRET = "poucet-essai", "un secret pour les tests seulement"
OURS = ("http://testserver", "http://127.0.0.1:8799")


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Requests are not told."""


def new_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*form).decode()


def configure(folder: Path, key: str) -> None:
    import django
    from django.conf import settings

    names = "openid family_name given_name birthdate"
    settings.configure(
        SECRET_KEY="of the provider's tests",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        LOGIN_URL="/entrer",
        USE_TZ=True,
        SESSION_COOKIE_NAME="fournisseur",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key,
            "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
            "OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT": False,
            "OAUTH2_VALIDATOR_CLASS": f"{__name__}.validator",
            "SCOPES": {name: name for name in names.split()},
        },
    )
    django.setup()


def register_client() -> None:
    from django.core.management import call_command
    from oauth2_provider.models import get_application_model

    call_command("migrate", verbosity=0)
    model = get_application_model()
    model.objects.create(
        client_id=CLIENT,
        client_secret=SECRET,
        client_type=model.CLIENT_CONFIDENTIAL,
        authorization_grant_type=model.GRANT_AUTHORIZATION_CODE,
        redirect_uris=" ".join(f"{one}/compte/identite/retour" for one in OURS),
        post_logout_redirect_uris=" ".join(f"{one}/compte/identite/sortie" for one in OURS),
        algorithm=model.RS256_ALGORITHM,
        skip_authorization=True,
    )


def validator_of(folder: Path) -> type:
    """What the provider tells of a person, to whom asks for it."""
    from oauth2_provider.oauth2_validators import OAuth2Validator

    class Validator(OAuth2Validator):
        oidc_claim_scope = None  # each of our scopes is a claim

        def get_additional_claims(self, request):
            asked = {"email", "sub", *request.scopes}
            told = _read(folder).get(request.user.username, {})
            return {name: value for name, value in told.items() if name in asked}

        def get_id_token_dictionary(self, token, token_handler, request):
            claims, expiry = super().get_id_token_dictionary(token, token_handler, request)
            wrong = _read(folder).get(request.user.username, {}).get("id_token", {})
            return {name: claims[name] for name in claims if name not in request.scopes} | wrong, expiry

    return Validator


def signing_for(folder: Path, key: str) -> Callable[..., object]:
    """FranceConnect signs what it tells of a person; the library that plays it here does not."""
    from django.http import HttpResponse

    def signing(get_response):
        def middleware(request):
            answer = get_response(request)
            how = _read(folder).get("how", "")
            if request.path.rstrip("/").endswith("/userinfo") and answer.status_code == 200 and how:
                return HttpResponse(_signed(json.loads(answer.content), how, key, request), "application/jwt")
            return answer

        return middleware

    return signing


def pages() -> list[object]:
    from django.contrib.auth import get_user_model, login
    from django.http import HttpResponse, HttpResponseRedirect
    from django.urls import include, path

    def enter(request):
        if request.method == "POST":
            user, _new = get_user_model().objects.get_or_create(username=request.POST["name"])
            login(request, user)
            return HttpResponseRedirect(request.GET["next"])
        return HttpResponse('<form method="post"><input name="name"><button>Entrer</button></form>')

    def who(request):
        return HttpResponse(request.user.username)

    return [
        path("entrer", enter),
        path("qui", who),
        path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    ]


def _read(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "people.json").read_text())


def _signed(claims: dict[str, object], how: str, key: str, request: object) -> str:
    import jwt
    from oauth2_provider.models import get_application_model

    issuer = f"http://{request.get_host()}/o"
    claims |= {"iss": issuer, "aud": CLIENT} | ({"aud": "another"} if how == "for another" else {})
    if how == "by the secret":
        return jwt.encode(claims, SECRET, algorithm="HS256")
    if how == "by nobody":
        return jwt.encode(claims, None, algorithm="none")
    name = get_application_model().objects.get().jwk_key.thumbprint()
    return jwt.encode(
        claims, new_key() if how == "by another" else key, algorithm="RS256", headers={"kid": name}
    )


def main(folder: Path) -> None:
    from django.conf import settings

    key = new_key()
    configure(folder, key)
    # Django names them by their place in this module.
    here = sys.modules[__name__]
    here.validator, here.signing, here.urlpatterns = (
        validator_of(folder),
        signing_for(folder, key),
        pages(),
    )
    settings.MIDDLEWARE.append(f"{__name__}.signing")
    register_client()
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
