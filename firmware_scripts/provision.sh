#!/bin/sh
# Makes a fresh Raspberry Pi OS or Debian machine a part of the hall, and keeps it so: what is
# right already is left alone, so it may be run again after every update of this folder.
# DESTDIR, when set, is put before every path that is written, as in a package's build.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
source=$(dirname -- "${here}")
dest=${DESTDIR-}
venv=/opt/luot/venv
checking=no
missing=0
by_hand=0
changed=no

usage() {
    cat <<'HELP'
usage: provision.sh [--check] ROLE
  ROLE     kiosk    touch page, printer, full-screen browser
           display  the lights of counters
           server   the server of the centre
  --check  change nothing; say what is missing; exit 0 if all is well, 1 if not
Run as root from an unpacked copy of the program. Exit 2 on wrong usage.
HELP
}

say() { printf '%s\n' "$*"; }
fail() { printf 'provision.sh: %s\n' "$*" >&2; exit 1; }

# step WHAT HAS MAKE [ARGS]: unless "HAS ARGS" holds, do "MAKE ARGS" and look again.
step() {
    what=$1 has=$2 make=$3
    shift 3
    if "${has}" "$@"; then
        say "ok       ${what}"
    elif [ "${checking}" = yes ]; then
        say "missing  ${what}"
        missing=$((missing + 1))
    else
        say "doing    ${what}"
        "${make}" "$@"
        "${has}" "$@" || fail "this did not work: ${what}; see the lines above"
        changed=yes
    fi
}

# need WHAT FILE: something that only a person can bring.
need() {
    if [ -s "${dest}$2" ]; then
        say "ok       $1"
    else
        say "by hand  $1"
        by_hand=$((by_hand + 1))
    fi
}

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

reload() {
    systemctl daemon-reload
    systemctl try-restart systemd-journald
    if command -v udevadm >/dev/null; then
        udevadm control --reload
        udevadm trigger --subsystem-match=usb
    fi
}

packages() { for name in "$@"; do step "package ${name}" has_package make_package "${name}"; done; }
in_groups() { for name in "$@"; do step "user luot in group ${name}" has_group make_group "${name}"; done; }
put() { step "$2" has_file make_file "$1" "$2" "$3"; }
example() { step "$2" has_any make_file "$1" "$2" "${3-644}"; }
unit() { put "systemd/$1" "/etc/systemd/system/$1" 644; }
at_boot() { for name in "$@"; do step "starts by itself: ${name}" has_enabled make_enabled "${name}"; done; }

common() {
    packages python3 python3-venv ca-certificates
    step "user luot" has_user make_user
    step "/etc/luot" has_folder make_folder /etc/luot 755
    step "/etc/luot/secrets, for root only" has_folder make_folder /etc/luot/secrets 700
    step "${venv}" has_venv make_venv
    put etc/journald-luot.conf /etc/systemd/journald.conf.d/luot.conf 644
    put etc/watchdog-luot.conf /etc/systemd/system.conf.d/luot.conf 644
}

kiosk() {
    packages cage chromium curl libusb-1.0-0 python3-lgpio
    in_groups lp gpio input video render
    step "program: kiosk" has_program make_program kiosk 'python-escpos[usb]'
    put etc/70-luot-printer.rules /etc/udev/rules.d/70-luot-printer.rules 644
    put etc/chromium-kiosk.json /etc/chromium/policies/managed/luot.json 644
    put screen.sh /opt/luot/screen.sh 755
    example etc/kiosk.env /etc/luot/kiosk.env
    unit luot-kiosk.service
    unit luot-screen.service
    at_boot luot-kiosk.service luot-screen.service
    need "/etc/luot/secrets/mqtt-password: the secret that 'luot device add' showed" \
        /etc/luot/secrets/mqtt-password
}

display() {
    packages python3-lgpio
    in_groups gpio spi i2c dialout video
    step "program: displays" has_program make_program displays
    example etc/display.env /etc/luot/display-lights.env
    unit luot-display@.service
    at_boot luot-display@lights.service
    need "/etc/luot/secrets/display-lights.json: {\"led-07\": \"its secret\", ...}" \
        /etc/luot/secrets/display-lights.json
}

server() {
    packages mosquitto
    step "/var/lib/luot" has_folder make_folder /var/lib/luot 750 luot
    step "/var/backups/luot" has_folder make_folder /var/backups/luot 750 luot
    step "program: server" has_program make_program server
    put backup.sh /opt/luot/backup.sh 755
    put wire.sh /opt/luot/wire.sh 755
    put etc/mosquitto-luot.conf /etc/systemd/system/mosquitto.service.d/luot.conf 644
    example etc/server.env /etc/luot/server.env
    example etc/broker.env /etc/luot/broker.env
    example etc/logins.toml /etc/luot/secrets/logins.toml 600
    step "the server's own password at the broker" has_secret make_secret \
        /etc/luot/secrets/mqtt-password
    unit luot-server.service
    unit luot-backup.service
    unit luot-backup.timer
    at_boot mosquitto.service luot-server.service luot-backup.timer
    need "a centre: luot init --plan FILE --data /var/lib/luot, as user luot" \
        /var/lib/luot/luot.db
    need "the broker's lists: the centre's id into /etc/luot/broker.env, then /opt/luot/wire.sh" \
        /etc/mosquitto/luot/mosquitto.conf
}

if [ "${1-}" = --help ] || [ "${1-}" = -h ]; then usage; exit 0; fi
if [ "${1-}" = --check ]; then checking=yes; shift; fi
role=${1-}
case ${role} in
    kiosk | display | server) [ "$#" -eq 1 ] || { usage >&2; exit 2; } ;;
    *) usage >&2; exit 2 ;;
esac
if [ "${checking}" = no ] && [ -z "${dest}" ] && [ "$(id -u)" -ne 0 ]; then
    fail "run this as root: sudo $0 ${role}"
fi

common
"${role}"
[ "${changed}" = no ] || reload
if [ "${checking}" = yes ]; then
    [ $((missing + by_hand)) -eq 0 ] || { say "${missing} to do, ${by_hand} by hand"; exit 1; }
    say "All is well."
elif [ "${by_hand}" -gt 0 ]; then
    say "Bring what is marked 'by hand', then restart this machine."
else
    say "Done. Restart this machine, or start the services."
fi
