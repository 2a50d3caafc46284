#!/bin/sh
# What provision.sh looks for and makes, in pairs: has_X says whether it is right already, make_X
# makes it so. Sourced by provision.sh, which sets here, dest and venv.
# shellcheck disable=SC2154

source=$(dirname -- "${here}")

has_package() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
make_package() {
    [ -n "${updated-}" ] || apt-get update -q
    updated=yes
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1"
}

has_user() { getent passwd luot >/dev/null; }
make_user() {
    useradd --system --user-group --home-dir /var/lib/luot --no-create-home \
        --shell /usr/sbin/nologin luot
}

# Groups of devices: which exist depends on the machine.
has_group() { ! getent group "$1" >/dev/null || id -nG luot 2>/dev/null | grep -qw "$1"; }
make_group() { usermod --append --groups "$1" luot; }

has_folder() { [ -d "${dest}$1" ] && [ "$(stat -c %a "${dest}$1")" = "$2" ]; }
make_folder() {
    install -d -m "0$2" "${dest}$1"
    [ -z "${3-}" ] || chown "$3:$3" "${dest}$1"
}

has_file() { cmp -s "${here}/$1" "${dest}$2" && [ "$(stat -c %a "${dest}$2")" = "$3" ]; }
make_file() { install -D -m "0$3" "${here}/$1" "${dest}$2"; }

# An example is put once and is then the operator's own.
has_any() { [ -e "${dest}$2" ]; }
has_there() { [ -e "${dest}$1" ]; }

make_logins() { install -m 0600 /dev/null "${dest}$1" && chown luot:luot "${dest}$1"; }

has_secret() { [ -s "${dest}$1" ]; }
make_secret() { (umask 077 && head -c 24 /dev/urandom | base64 >"${dest}$1"); }

has_venv() { [ -x "${dest}${venv}/bin/python" ]; }
# The pins of the Pi are driven by a library that comes with the system, not by pip.
make_venv() { python3 -m venv --system-site-packages "${dest}${venv}"; }

fingerprint() {
    (cd "${source}" && find pyproject.toml constraints.txt broker kiosk displays server -type f \
        ! -name '*.pyc' -exec cksum {} + | sort -k 3 | cksum)
}
has_program() { [ "$(cat "${dest}${venv}/installed-$1" 2>/dev/null)" = "$(fingerprint)" ]; }
make_program() {
    extra=$1
    shift
    "${dest}${venv}/bin/python" -m pip install -q --upgrade --force-reinstall --no-deps \
        "${source}"
    "${dest}${venv}/bin/python" -m pip install -q --constraint "${source}/constraints.txt" \
        "${source}[${extra}]" "$@"
    fingerprint >"${dest}${venv}/installed-${extra}"
}

has_enabled() { systemctl is-enabled --quiet "$1" 2>/dev/null; }
make_enabled() { systemctl enable --quiet "$1"; }
