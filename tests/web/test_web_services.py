"""Sign-in through the house's own services, each by a stand-in of this test; and the file that names them."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import jwt
import ldap3
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from jwt.algorithms import RSAAlgorithm

from tongchou.terms import Refusal
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.models import Person
from tongchou.web.office_file import read_office_file, secret

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
DIRECTORY = "ou=people,dc=yunze"


class Provider(BaseHTTPRequestHandler):
    """An OpenID provider that knows one person."""

    claims: ClassVar[dict] = {}
    nonce = ""

    def do_POST(self):
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append(asked)
        payload = {"sub": "1", "aud": "tongchou", "nonce": Provider.nonce, "iat": time.time(), "exp": time.time() + 60}
        token = jwt.encode(payload, KEY, algorithm="RS256", headers={"kid": "k"})
        self.say({"id_token": token, "access_token": "a", "token_type": "Bearer"})

    def do_GET(self):
        public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "k", "alg": "RS256"}
        self.say({"keys": [public]} if self.path == "/keys" else Provider.claims)

    def say(self, data):
        raw = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_):
        pass


@pytest.fixture
def provider(settings):
    server = HTTPServer(("127.0.0.1", 0), Provider)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    settings.OIDC_CLAIM = "preferred_username"
    settings.OIDC_OP_AUTHORIZATION_ENDPOINT, settings.OIDC_OP_TOKEN_ENDPOINT = f"{root}/authorize", f"{root}/token"
    settings.OIDC_OP_USER_ENDPOINT, settings.OIDC_OP_JWKS_ENDPOINT = f"{root}/userinfo", f"{root}/keys"
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = "tongchou", "secret"
    settings.OIDC_RP_SIGN_ALGO, settings.OIDC_RP_SCOPES, settings.OIDC_USE_PKCE = "RS256", "openid profile", True
    settings.OIDC_AUTHENTICATION_CALLBACK_URL = "oidc-back"
    settings.LOGIN_REDIRECT_URL_FAILURE = "/sign-in/?refused=1"
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "tongchou.web.access.services.KnownByClaim"]
    yield server
    server.shutdown()


def round_trip(claims):
    """Go to the provider and come back with a code."""
    client = Client()
    away = client.get("/sign-in/service/", {"next": "/settings/"})
    sent = parse_qs(urlsplit(away.headers["Location"]).query)
    Provider.nonce, Provider.claims = sent["nonce"][0], claims
    return client, client.get("/sign-in/service/back/", {"code": "c", "state": sent["state"][0]}), sent


@pytest.mark.django_db
def test_a_known_person_signs_in_through_the_service(provider, office):
    person = Person.objects.create_user("zhang")
    appoint(person, Role.OFFICE)
    client, back, sent = round_trip({"preferred_username": "zhang", "sub": "1"})
    assert back.headers["Location"] == "/settings/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert sent["code_challenge_method"] == ["S256"]
    assert provider.asked[0]["client_id"] == ["tongchou"]


@pytest.mark.django_db
def test_somebody_new_gets_an_account_that_sees_nothing(provider, demo):
    client, _, _ = round_trip({"preferred_username": "sun", "name": "孙七", "sub": "1"})
    person = Person.objects.get(username="sun")
    assert (person.called, person.has_usable_password()) == ("孙七", False)
    assert client.get("/p/demo/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("claims", [{}, {"preferred_username": ""}, {"name": "nobody"}])
def test_nobody_in_particular_is_sent_back(provider, office, claims):
    client, back, _ = round_trip(claims | {"sub": "1"})
    assert back.headers["Location"] == "/sign-in/?refused=1"
    assert "没有通过" in client.get(back.headers["Location"]).text
    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_a_forged_state_is_refused(provider, office):
    client = Client()
    client.get("/sign-in/service/")
    assert client.get("/sign-in/service/back/", {"code": "c", "state": "forged"}).status_code == 400
    assert (
        Client().get("/sign-in/service/back/", {"code": "c", "state": "x"}).headers["Location"].startswith("/sign-in")
    )


@pytest.mark.django_db
def test_without_a_service_there_is_no_such_door(office):
    assert Client().get("/sign-in/service/").status_code == 404
    assert "统一认证登录" not in Client().get("/sign-in/").text


@pytest.fixture
def directory(settings, monkeypatch):
    """A directory with one person, in memory."""
    settings.LDAP_AUTH_URL, settings.LDAP_AUTH_SEARCH_BASE = "ldap://directory", DIRECTORY
    settings.LDAP_AUTH_USER_FIELDS = {"username": "uid", "called": "cn", "email": "mail"}
    settings.LDAP_AUTH_USER_LOOKUP_FIELDS = ("username",)
    first, *rest = settings.AUTHENTICATION_BACKENDS
    settings.AUTHENTICATION_BACKENDS = [first, "django_python3_ldap.auth.LDAPBackend", *rest]
    real = ldap3.Connection

    def connect(_servers, **asked):
        made = real(ldap3.Server("directory"), client_strategy=ldap3.MOCK_SYNC, **asked)
        facts = {"uid": "qian", "cn": "钱八", "mail": "q@x", "userPassword": "in the directory",
                 "objectClass": "inetOrgPerson", "sn": "钱"}  # fmt: skip
        made.strategy.add_entry(f"uid=qian,{DIRECTORY}", facts)
        return made

    monkeypatch.setattr("django_python3_ldap.ldap.ldap3.Connection", connect)


@pytest.mark.django_db
def test_the_directory_s_password_opens_the_door(directory, office):
    client = Client()
    answer = client.post("/sign-in/", {"username": "qian", "password": "in the directory"})
    assert answer.status_code == 302
    assert Person.objects.get(username="qian").called == "钱八"


@pytest.mark.django_db
def test_a_wrong_password_of_the_directory_does_not(directory, office):
    answer = Client().post("/sign-in/", {"username": "qian", "password": "guess"})
    assert answer.status_code == 200
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_accounts_of_this_system_still_sign_in(directory, office, person):
    assert Client().post("/sign-in/", {"username": "zhang", "password": "a long pass phrase"}).status_code == 302


WHOLE = """
[oidc]
authorize = "https://id.example/a"
token = "https://id.example/t"
userinfo = "https://id.example/u"
keys = "https://id.example/k"
client = "tongchou"
secret_file = "oidc-secret"
[ldap]
url = "ldaps://directory.example:636"
base = "ou=people,dc=example"
[mail]
host = "mail.example"
sender = "tongchou@example"
"""


def test_the_file_is_read(tmp_path):
    (tmp_path / "office.toml").write_text(WHOLE)
    (tmp_path / "oidc-secret").write_text("s3\n")
    found = read_office_file(tmp_path)
    assert (found.oidc.claim, found.ldap.name, found.mail.port) == ("preferred_username", "uid", 465)
    assert secret(tmp_path, found.oidc.secret_file) == "s3"
    assert read_office_file(tmp_path / "elsewhere").oidc is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[oidc", "office.toml"),
        ("[oidc]\nclient = 'x'", "oidc.authorize"),
        (WHOLE.replace("ldaps:", "ftp:"), "ldap.url"),
        (WHOLE + "surprise = 1", "mail.surprise"),
        (WHOLE.replace("sender", "port = 70000\nsender"), "mail.port"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(tmp_path, text, said):
    (tmp_path / "office.toml").write_text(text)
    with pytest.raises(Refusal) as refused:
        read_office_file(tmp_path)
    assert said in refused.value.problems[0].say()
