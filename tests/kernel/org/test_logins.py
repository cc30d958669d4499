"""Logging in: one door for staff and citizens, slow for those who guess."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from opencounty.kernel.audit.models import Entry
from opencounty.kernel.org import services
from opencounty.kernel.org.actor import system
from opencounty.kernel.org.addresses import address_of
from opencounty.kernel.org.models import Account, LogInFailure
from tests.factories.org import PASSWORD, AccountFactory, OfficerFactory, officer_with

pytestmark = pytest.mark.django_db
LOG_IN, SIGN_UP = "/accounts/login/", "/accounts/signup/"
DESK = "/desk/"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def log_in(client: Client, account: Account, **more: str) -> str:
    """Log in and return where one lands, or an empty text when refused."""
    fields = {"login": account.username, "password": PASSWORD} | more
    return client.post(LOG_IN, fields).headers.get("Location", "")


def test_officers_land_on_the_desk_and_citizens_on_the_portal(client: Client) -> None:
    assert log_in(client, OfficerFactory.create()) == DESK
    assert log_in(Client(), AccountFactory.create()) == "/"


def test_case_and_blanks_do_not_matter_in_a_log_in_name(client: Client) -> None:
    officer = OfficerFactory.create(username="zhangsan")

    assert log_in(client, officer, login=" ZhangSan ") == DESK


@pytest.mark.parametrize(
    ("target", "lands"),
    [
        ("/desk/units/", "/desk/units/"),
        ("https://evil.example/", DESK),
        ("//evil.example/", DESK),
        ("javascript:alert(1)", DESK),
        ("http://localhost/elsewhere", DESK),
    ],
)
def test_next_stays_on_this_host(client: Client, target: str, lands: str) -> None:
    assert log_in(client, OfficerFactory.create(), next=target) == lands


def test_a_session_is_renewed_at_log_in(client: Client) -> None:
    client.get(LOG_IN)
    session = client.session
    session["planted"] = True
    session.save()
    before = client.session.session_key

    log_in(client, OfficerFactory.create())

    assert client.session.session_key != before


def test_a_session_ends_with_the_browser(client: Client) -> None:
    log_in(client, OfficerFactory.create())

    assert client.session.get_expire_at_browser_close()


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    client: Client,
) -> None:
    account = AccountFactory.create()

    wrong = client.post(LOG_IN, {"login": account.username, "password": "x"})
    unknown = client.post(LOG_IN, {"login": "nobody", "password": "x"})

    for response in (wrong, unknown):
        assert response.status_code == 200
        assert "登录名或密码不对。" in response.content.decode()


def test_empty_fields_are_named(client: Client) -> None:
    page = client.post(LOG_IN, {"login": "", "password": ""}).content.decode()

    assert "请填写登录名。" in page
    assert "请填写密码。" in page


def test_after_five_wrong_passwords_a_name_waits(client: Client) -> None:
    account = AccountFactory.create()
    for _ in range(5):
        log_in(client, account, password="x")

    page = client.post(LOG_IN, {"login": account.username, "password": PASSWORD})

    assert "请 30 分钟后再试" in page.content.decode()
    assert LogInFailure.objects.count() == 5
    assert log_in(Client(), AccountFactory.create()) == "/"


def test_the_wait_ends(client: Client) -> None:
    account = AccountFactory.create()
    for _ in range(6):
        log_in(client, account, password="x")
    LogInFailure.objects.update(at=timezone.now() - timedelta(minutes=31))

    assert log_in(client, account) == "/"


def test_the_right_password_forgives_the_wrong_ones_before(client: Client) -> None:
    account = AccountFactory.create()
    for _ in range(4):
        log_in(client, account, password="x")

    assert log_in(client, account) == "/"
    assert not LogInFailure.objects.exists()


def test_an_address_that_tries_many_names_waits_too(
    client: Client, settings: Settings
) -> None:
    settings.LOGIN_FAILURES_PER_ADDRESS = 3
    for name in ("one", "two", "three"):
        client.post(LOG_IN, {"login": name, "password": "x"})

    assert log_in(client, AccountFactory.create()) == ""


def test_old_failures_are_cleared_away(client: Client) -> None:
    LogInFailure.objects.create(
        username="x", address="", at=timezone.now() - timedelta(days=3)
    )

    client.post(LOG_IN, {"login": "one", "password": "x"})

    assert not LogInFailure.objects.filter(username="x").exists()


def test_a_locked_account_does_not_get_in(client: Client) -> None:
    assert "/desk/" not in log_in(client, OfficerFactory.create(is_active=False))
    assert "_auth_user_id" not in client.session


def test_passwords_are_hashed_with_argon2(settings: Settings) -> None:
    from opencounty.config import settings as real

    with override_settings(PASSWORD_HASHERS=real.PASSWORD_HASHERS):
        account = Account(username="x")
        account.set_password("x")
        assert identify_hasher(account.password).algorithm == "argon2"


def test_a_citizen_signs_up_and_is_in(client: Client) -> None:
    fields = {
        "name": "黄秀英",
        "username": "HuangXiuying",
        "password1": "clear-water-2026",
        "password2": "clear-water-2026",
    }

    response = client.post(SIGN_UP, fields)

    assert response.headers["Location"] == "/"
    account = Account.objects.get()
    assert (account.username, account.name) == ("huangxiuying", "黄秀英")
    assert account.kind == Account.Kind.CITIZEN
    assert not account.is_staff


def test_sign_up_says_what_is_wrong_in_words(client: Client) -> None:
    AccountFactory.create(username="huang")
    fields = {"name": "", "username": "Huang", "password1": "123", "password2": "124"}

    page = client.post(SIGN_UP, fields).content.decode()

    assert "请填写姓名。" in page
    assert "这个登录名已有人使用" in page
    assert Account.objects.count() == 1


def test_sign_up_can_be_closed(client: Client, settings: Settings) -> None:
    settings.CITIZEN_SIGN_UP = False

    assert "暂不开放注册" in client.get(SIGN_UP).content.decode()
    client.post(SIGN_UP, {"username": "huang"})
    assert not Account.objects.exists()


def test_logging_out_is_a_post(client: Client) -> None:
    log_in(client, AccountFactory.create())

    assert "退出登录" in client.get("/accounts/logout/").content.decode()
    assert "_auth_user_id" in client.session
    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_a_temporary_password_is_changed_before_anything_else(client: Client) -> None:
    officer = OfficerFactory.create(password_is_temporary=True)
    log_in(client, officer)
    change = reverse("account_change_password")
    assert client.get(DESK).headers["Location"] == change

    page = client.get(change).content.decode()
    assert "初始密码" in page
    new = "Clear-water-27"
    client.post(change, {"oldpassword": PASSWORD, "password1": new, "password2": new})

    officer.refresh_from_db()
    assert not officer.password_is_temporary
    assert client.get(DESK).headers.get("Location") != change


@pytest.mark.parametrize("plain", ["Short-1", "alllowercase-", "1234567890ab"])
def test_an_officers_password_is_long_and_mixed(plain: str) -> None:
    with pytest.raises(ValidationError, match="至少 10 位"):
        validate_password(plain, OfficerFactory.build())


def test_a_citizens_password_need_not_be_mixed() -> None:
    validate_password("pear tree by the river", AccountFactory.build())


def test_staff_are_logged_out_when_idle(client: Client, settings: Settings) -> None:
    settings.IDLE_MINUTES = 30
    log_in(client, OfficerFactory.create())
    client.get(DESK)
    session = client.session
    session["org_seen_at"] -= 31 * 60
    session.save()

    response = client.get(DESK)

    assert response.headers["Location"] == f"{LOG_IN}?next={DESK}"
    assert "很久没有操作" in client.get(LOG_IN).content.decode()


def current_code(secret: str) -> str:
    """Return the code an authenticator shows now."""
    now = list(yield_hotp_counters_from_time())[1]
    return str(format_hotp_value(hotp_value(secret, now)))


def test_power_asks_for_a_second_factor(client: Client, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    log_in(client, officer_with("org.manage_people", county_wide=True))

    assert client.get(DESK).headers["Location"] == reverse("mfa_activate_totp")


def test_others_need_no_second_factor(client: Client, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    log_in(client, officer_with("disclosure.draft_item"))

    assert client.get(DESK).headers.get("Location") != reverse("mfa_activate_totp")


def test_a_second_factor_is_set_up_and_asked_for(client: Client) -> None:
    officer = officer_with("org.manage_people", county_wide=True)
    log_in(client, officer)
    activate = reverse("mfa_activate_totp")
    again = client.get(activate).headers["Location"]
    client.post(again, {"password": PASSWORD, "next": activate})
    page = client.get(activate).content.decode()
    secret = client.session["mfa.totp.secret"]
    assert "<svg" in page
    assert "<?xml" not in page
    assert secret in page

    response = client.post(activate, {"code": current_code(secret)})
    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert "还剩 10 个" in codes
    assert "重新生成备用码" in client.get(reverse("mfa_index")).content.decode()
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored

    other = Client()
    assert log_in(other, officer) == reverse("mfa_authenticate")
    assert "_auth_user_id" not in other.session
    assert (
        "验证码不对"
        in other.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    )


def test_every_change_of_a_second_factor_is_recorded(
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    officer, secret = OfficerFactory.create(name="郑文"), generate_totp_secret()
    log_in(client, officer)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": 9e9, "reauthenticated": True}
    ]
    session["mfa.totp.secret"] = secret
    session.save()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
        client.post(reverse("mfa_generate_recovery_codes"))
        client.post(reverse("mfa_deactivate_totp"))

    written = Entry.objects.filter(action__startswith="org.second_factor").order_by()
    assert {entry.action for entry in written} >= {
        "org.second_factor_added",
        "org.second_factor_removed",
        "org.second_factor_renewed",
    }
    assert {entry.actor_name for entry in written} == {"郑文"}


def test_the_code_lets_one_in_once(client: Client) -> None:
    officer, secret = OfficerFactory.create(), generate_totp_secret()
    request = RequestFactory().get("/")
    request.session = client.session
    TOTP.activate(officer, secret)
    log_in(client, officer)
    code = current_code(secret)

    response = client.post(reverse("mfa_authenticate"), {"code": code})

    assert response.headers["Location"] == DESK
    other = Client()
    log_in(other, officer)
    assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_logout",
        "account_inactive",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    ],
)
def test_every_account_page_is_in_chinese_and_loads_nothing_foreign(
    client: Client, name: str
) -> None:
    officer = OfficerFactory.create()
    if name not in {"account_login", "account_signup", "account_inactive"}:
        TOTP.activate(officer, generate_totp_secret())
        client.force_login(officer)
        session = client.session
        session["account_authentication_methods_user"] = str(officer.pk)
        session["account_authentication_methods"] = [
            {"method": "password", "at": 9e9, "reauthenticated": True}
        ]
        session.save()
        client.get(reverse("mfa_generate_recovery_codes"))
        client.post(reverse("mfa_generate_recovery_codes"))

    response = client.get(reverse(name))

    page = response.content.decode()
    assert response.status_code == 200
    assert 'lang="zh-CN"' in page
    for foreign in ("data:", "style=", "Sign", "Password", "http://", "<script>"):
        assert foreign not in page


def test_pages_that_need_e_mail_are_not_there(client: Client) -> None:
    for path in ("/accounts/email/", "/accounts/password/reset/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 8.8.8.8", "8.8.8.8"),
        (1, "", "10.0.0.1"),
        (2, "6.6.6.6, 8.8.8.8, 9.9.9.9", "8.8.8.8"),
        (2, "6.6.6.6", "10.0.0.1"),
        (1, "not an address", ""),
        (1, "::ffff:8.8.8.8", "8.8.8.8"),
        (1, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_only_what_trusted_proxies_tell_is_believed(
    settings: Settings, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers=headers)

    assert address_of(request) == expected


def test_having_a_second_factor_is_not_having_given_a_code(
    client: Client, settings: Settings
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    officer = officer_with("org.manage_people", county_wide=True)
    secret = generate_totp_secret()
    TOTP.activate(officer, secret)
    client.force_login(officer)

    asked = client.get("/desk/people/").headers["Location"]

    assert asked == f"{reverse('mfa_reauthenticate')}?next=/desk/people/"
    given = {"code": current_code(secret), "next": "/desk/people/"}
    assert client.post(asked, given).headers["Location"] == "/desk/people/"
    assert client.get("/desk/people/").status_code == 200


def test_giving_up_the_second_factor_ends_the_power_at_once(
    client: Client,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    officer = officer_with("org.manage_people", county_wide=True)
    secret = generate_totp_secret()
    TOTP.activate(officer, secret)
    log_in(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": current_code(secret)})
    assert client.get(DESK).status_code == 200

    client.post(reverse("mfa_reauthenticate"), {"code": ""})
    session = client.session
    session["account_authentication_methods"] += [
        {"method": "password", "at": 9e9, "reauthenticated": True}
    ]
    session.save()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_deactivate_totp"))

    assert client.get(DESK).headers["Location"] == reverse("mfa_activate_totp")


def test_guessing_codes_is_slow_in_every_process(client: Client) -> None:
    officer = OfficerFactory.create()
    TOTP.activate(officer, generate_totp_secret())
    log_in(client, officer)
    for _ in range(5):
        cache.clear()  # another process knows nothing of what this one counted
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    cache.clear()
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert "请 30 分钟后再试" in page.content.decode()


def test_an_answer_without_a_code_is_asked_for_it(client: Client) -> None:
    officer = OfficerFactory.create()
    TOTP.activate(officer, generate_totp_secret())
    log_in(client, officer)

    page = client.post(reverse("mfa_authenticate"), {})

    assert page.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_new_password_ends_the_wait(client: Client) -> None:
    officer = OfficerFactory.create()
    for _ in range(6):
        log_in(client, officer, password="x")
    assert log_in(client, officer) == ""

    new = "Clear-water-27"
    services.reset_password(officer, password=new, by=system("测试"))

    assert log_in(client, officer, password=new) == DESK


def test_one_line_of_ipv6_counts_as_one_address(
    client: Client, settings: Settings
) -> None:
    settings.LOGIN_FAILURES_PER_ADDRESS = 3
    for number in range(1, 4):
        address = f"2001:db8:1:2::{number}"
        fields = {"login": f"name{number}", "password": "x"}
        client.post(LOG_IN, fields, REMOTE_ADDR=address)

    page = client.post(
        LOG_IN, {"login": "another", "password": "x"}, REMOTE_ADDR="2001:db8:1:2::9"
    )

    assert "请 30 分钟后再试" in page.content.decode()
