"""URLs that are read differently by different readers are not read at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.netguard import RefusedAddressError, read_target

TRICKS = (
    "",
    "example.com",
    "//example.com/",
    "https:/example.com",
    "https:///etc/passwd",
    "https://",
    "https://?a",
    "file:///etc/passwd",
    "ftp://example.com/a",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "data:text/plain,a",
    "javascript:alert(1)",
    "unix:/run/docker.sock",
    "http+unix://%2Frun%2Fdocker.sock/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.0.0.01/",
    "http://127.0.0.0x1/",
    "http://127.0.0.256/",
    "http://1.2.3.4.5/",
    "http://0/",
    "http://0x/",
    "http://127.0.0.1./",
    "http://example.com./",
    "http://.example.com/",
    "http://a..example/",
    "http://-a.example/",
    "http://a-.example/",
    "http://user@example.com/",
    "http://user:word@example.com/",
    "http://example.com@127.0.0.1/",
    "http://example.com%40127.0.0.1/",
    "http://example.com#@127.0.0.1:6379@x/\\",
    "http://example.com\\@127.0.0.1/",
    "http://127.0.0.1\\.example.com/",
    "http://ex%61mple.com/",
    "http://%31%32%37.0.0.1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://bücher.example/",
    "http://exаmple.com/",
    "http://example.com\u200b/",
    "http://exam\tple.com/",
    "http://exam\nple.com/",
    " http://example.com/",
    "http://example.com/a b",
    "http://example.com/\r\nX-Evil: 1",
    "http://example.com/\x00",
    "http://[::1/",
    "http://::1/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[::ffff:0x7f.0.0.1]/",
    "http://[::1]example.com/",
    "http://[example.com]/",
    "http://[v1.fe80::1]/",
    "http://example.com:0/",
    "http://example.com:22/",
    "http://example.com:25/",
    "http://example.com:2049/",
    "http://example.com:6667/",
    "http://example.com:65536/",
    "http://example.com:-1/",
    "http://example.com:8o/",
    "http://example.com:８０８０/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "http://example.com/" + "a" * 2000,
)


@pytest.mark.parametrize("url", TRICKS)
def test_a_trick_is_refused(url: str) -> None:
    with pytest.raises(RefusedAddressError):
        read_target(url)


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://example.com", "example.com", 443, "/"),
        ("HTTPS://Example.COM:443/a?b=c#d", "example.com", 443, "/a?b=c"),
        ("http://example.com:8080/a/../b", "example.com", 8080, "/a/../b"),
        ("http://xn--bcher-kva.example/ü", "xn--bcher-kva.example", 80, "/%C3%BC"),
        ("http://8.8.8.8/", "8.8.8.8", 80, "/"),
        ("http://[2001:0db8::0001]:3000/", "2001:db8::1", 3000, "/"),
        ("http://a_b.example/%41", "a_b.example", 80, "/%41"),
        ("https://example.com/a@b?c@d", "example.com", 443, "/a@b?c@d"),
        ("https://example.com:/", "example.com", 443, "/"),
    ],
)
def test_an_honest_url_is_read(url: str, host: str, port: int, path: str) -> None:
    target = read_target(url)
    assert (target.host, target.port, target.path) == (host, port, path)
    assert read_target(target.url) == target


def test_a_url_is_no_longer_written_out() -> None:
    assert read_target("https://example.com/" + "ü" * 300)
    with pytest.raises(RefusedAddressError, match="longer than 2000 ASCII"):
        read_target("https://example.com/" + "ü" * 400)


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://a/", "http://[", "http://1"]))
def test_any_text_is_read_the_same_twice_or_refused(text: str, start: str) -> None:
    try:
        target = read_target(start + text)
    except RefusedAddressError:
        return
    assert read_target(target.url) == target
    assert target.url.isascii()
    assert not set(target.url) & set(" \\\r\n\t")
