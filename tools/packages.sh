#!/bin/sh
# Installs the Debian packages that tests of real services need, once, when missing.
#
# Without root or passwordless sudo, or on another system, nothing happens: those tests skip and
# the last line of `make test` says which and why. A package that can't be had stops nothing.
# nginx only when it is named, `sh tools/packages.sh nginx`: Debian starts it, at port 80.
set -u

wanted=
[ -x /usr/bin/chromium ] || wanted="$wanted chromium"
[ -d /usr/share/fonts/truetype/noto ] || wanted="$wanted fonts-noto-core"
[ -d /usr/share/fonts/truetype/dejavu ] || wanted="$wanted fonts-dejavu-core"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || wanted="$wanted postgresql-15"
[ -x /usr/bin/xmlsec1 ] || wanted="$wanted xmlsec1"
case " $* " in *" nginx "*) [ -x /usr/sbin/nginx ] || wanted="$wanted nginx-light" ;; esac
[ -n "$wanted" ] || exit 0
command -v apt-get >/dev/null 2>&1 || exit 0

if [ "$(id -u)" = 0 ]; then as_root=
elif sudo -n true 2>/dev/null; then as_root='sudo -n'
else
    echo "packages: without root,$wanted stay missing; the tests that need them will skip" >&2
    exit 0
fi

echo "packages: installing$wanted" >&2
$as_root apt-get update -qq </dev/null >&2 || true
for package in $wanted; do
    case "$package" in
        postgresql-15) apt-cache show postgresql-15 >/dev/null 2>&1 || package=postgresql ;;
    esac
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$package" </dev/null >/dev/null ||
        echo "packages: $package can't be installed; the tests that need it will skip" >&2
done
exit 0
