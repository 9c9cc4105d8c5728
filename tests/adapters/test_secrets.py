"""Secrets that others gave us: from the environment, or a file that nobody else reads."""

import pytest

from dabyl.adapters.secrets import OIDC_SECRET, PASSWORD, USER, Login, mail_login, oidc_secret
from dabyl.core.values.problems import Unavailable

TEXT = 'user = "dabyl"\npassword = "correct horse"\n'


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mail.toml"
    path.write_text(TEXT)
    path.chmod(0o600)
    return path


def why(file) -> str:
    with pytest.raises(Unavailable) as caught:
        mail_login(file)
    assert "horse" not in str(caught.value)
    assert caught.value.__cause__ is None or "horse" not in str(caught.value.__cause__)
    return str(caught.value)


class TestLogin:
    def test_may_be_missing(self):
        assert mail_login(None) is None

    def test_comes_from_the_file(self, file):
        assert mail_login(file) == Login("dabyl", "correct horse")

    def test_comes_from_the_environment_first(self, file, monkeypatch):
        monkeypatch.setenv(USER, "other")
        monkeypatch.setenv(PASSWORD, "staple")
        assert mail_login(file) == Login("other", "staple")

    @pytest.mark.parametrize("name", [USER, PASSWORD])
    def test_is_not_half_in_the_environment(self, file, monkeypatch, name):
        monkeypatch.setenv(name, "horse")
        assert "together" in why(file)

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
    def test_is_not_taken_from_a_file_that_is_open_to_others(self, file, mode):
        file.chmod(mode)
        assert f"chmod 600 {file}" in why(file)

    @pytest.mark.parametrize(
        "text",
        [
            'user = "dabyl"\n',
            'user = "dabyl"\npassword = 4\n',
            'user = "dabyl"\npassword = ""\n',
            'user = "dabyl"\npassword = "құпия horse"\n',
            'user = "dabyl"\npassword = horse\n',
        ],
    )
    def test_is_whole_or_none(self, file, text):
        file.write_text(text)
        assert str(file) in why(file)

    def test_is_missed_when_the_file_is(self, tmp_path):
        assert "No such file" in why(tmp_path / "mail.toml")

    def test_shows_no_password(self):
        assert "horse" not in repr(Login("dabyl", "correct horse"))


class TestSecretAtTheProvider:
    def test_may_be_missing(self):
        assert oidc_secret(None) is None

    def test_comes_from_the_environment_first_else_from_the_file(self, file, monkeypatch):
        file.write_text('secret = "correct horse"\n')
        assert oidc_secret(file) == "correct horse"
        monkeypatch.setenv(OIDC_SECRET, "staple")
        assert oidc_secret(file) == "staple"
        monkeypatch.setenv(OIDC_SECRET, "құпия horse")
        with pytest.raises(Unavailable) as caught:
            oidc_secret(file)
        assert "horse" not in str(caught.value)

    @pytest.mark.parametrize("text", ["", "secret = 4\n", 'secret = ""\n', "secret = horse\n"])
    def test_is_whole_or_none(self, file, text):
        file.write_text(text)
        with pytest.raises(Unavailable) as caught:
            oidc_secret(file)
        assert str(file) in str(caught.value)
        assert "horse" not in str(caught.value)

    def test_is_not_taken_from_a_file_that_is_open_to_others(self, file):
        file.chmod(0o640)
        with pytest.raises(Unavailable, match="chmod 600"):
            oidc_secret(file)
