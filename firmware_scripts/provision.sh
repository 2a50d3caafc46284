#!/bin/sh
# Makes a fresh Raspberry Pi OS or Debian machine a part of the hall, and keeps it so: what is
# right already is left alone, so it may be run again after every update of this folder.
# DESTDIR, when set, is put before every path that is written, as in a package's build.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
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
           tv       a board on a television: full-screen browser
           display  the lights of counters
           speaker  the loudspeaker of a hall or zone
           box      the buttons and the light of one counter
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

# shellcheck source=/dev/null
. "${here}/steps.sh"

reload() {
    systemctl daemon-reload
    systemctl try-restart systemd-journald
    if command -v udevadm >/dev/null; then
        udevadm control --reload
        udevadm trigger --subsystem-match=usb --subsystem-match=tty --subsystem-match=input
    fi
}

packages() { for name in "$@"; do step "package ${name}" has_package make_package "${name}"; done; }
in_groups() { for name in "$@"; do step "user luot in group ${name}" has_group make_group "${name}"; done; }
put() { step "$2" has_file make_file "$1" "$2" "$3"; }
example() { step "$2" has_any make_file "$1" "$2" "${3-644}"; }
unit() { put "systemd/$1" "/etc/systemd/system/$1" 644; }
secret() { need "/etc/luot/secrets/$1: the secret that 'luot device add' showed" "/etc/luot/secrets/$1"; }
at_boot() { for name in "$@"; do step "starts by itself: ${name}" has_enabled make_enabled "${name}"; done; }

device() {
    packages systemd-timesyncd
    example etc/timesyncd-luot.conf /etc/systemd/timesyncd.conf.d/luot.conf
    at_boot systemd-timesyncd.service
}

common() {
    packages python3 python3-venv ca-certificates
    step "user luot" has_user make_user
    step "/etc/luot" has_folder make_folder /etc/luot 755
    step "/etc/luot/secrets, for root only" has_folder make_folder /etc/luot/secrets 700
    step "${venv}" has_venv make_venv
    put etc/journald-luot.conf /etc/systemd/journald.conf.d/luot.conf 644
    put etc/watchdog-luot.conf /etc/systemd/system.conf.d/luot.conf 644
    put doctor.sh /opt/luot/doctor.sh 755
    put readonly.sh /opt/luot/readonly.sh 755
}

# The browser may sound without a touch: screen.sh says so.
browser() {
    packages cage chromium curl
    in_groups input video render
    put "etc/$1" /etc/chromium/policies/managed/luot.json 644
    put screen.sh /opt/luot/screen.sh 755
    unit luot-screen.service
    at_boot luot-screen.service
}

tv() {
    device
    browser chromium-tv.json
    in_groups audio
    example etc/tv.env /etc/luot/screen.env
}

kiosk() {
    device
    browser chromium-kiosk.json
    packages libusb-1.0-0 python3-lgpio
    in_groups lp gpio dialout
    step "program: kiosk" has_program make_program kiosk 'python-escpos[usb]'
    put etc/70-luot-printer.rules /etc/udev/rules.d/70-luot-printer.rules 644
    put etc/71-luot-scanner.rules /etc/udev/rules.d/71-luot-scanner.rules 644
    example etc/kiosk.env /etc/luot/kiosk.env
    unit luot-kiosk.service
    at_boot luot-kiosk.service
    secret mqtt-password
}

display() {
    device
    packages python3-lgpio
    in_groups gpio spi i2c dialout video
    step "program: displays" has_program make_program displays
    example etc/display.env /etc/luot/display-lights.env
    unit luot-display@.service
    at_boot luot-display@lights.service
    need "/etc/luot/secrets/display-lights.json: {\"led-07\": \"its secret\", ...}" \
        /etc/luot/secrets/display-lights.json
}

speaker() {
    device
    packages alsa-utils espeak-ng
    in_groups audio
    step "program: displays" has_program make_program displays
    example etc/speaker.env /etc/luot/speaker-hall.env
    unit luot-speaker@.service
    at_boot luot-speaker@hall.service
    secret speaker-hall
}

box() {
    device
    packages python3-lgpio
    in_groups gpio
    step "program: kiosk" has_program make_program kiosk
    example etc/box.env /etc/luot/box.env
    unit luot-box.service
    at_boot luot-box.service
    secret box-password
}

server() {
    packages mosquitto chrony
    example etc/chrony-luot.conf /etc/chrony/conf.d/luot.conf
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
    unit luot-firmware.service
    step "/var/lib/luot/device-logins.toml" has_there make_logins /var/lib/luot/device-logins.toml
    unit luot-wire.service
    unit luot-wire.path
    at_boot chrony.service mosquitto.service luot-server.service luot-backup.timer luot-wire.path
    need "a centre: luot init --plan FILE --data /var/lib/luot, as user luot" \
        /var/lib/luot/luot.db
    need "the broker's lists: the centre's id into /etc/luot/broker.env, then /opt/luot/wire.sh" \
        /etc/mosquitto/luot/mosquitto.conf
}

if [ "${1-}" = --help ] || [ "${1-}" = -h ]; then usage; exit 0; fi
if [ "${1-}" = --check ]; then checking=yes; shift; fi
role=${1-}
case ${role} in
    kiosk | tv | display | speaker | box | server) [ "$#" -eq 1 ] || { usage >&2; exit 2; } ;;
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
