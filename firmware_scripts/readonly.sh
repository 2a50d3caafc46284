#!/bin/sh
# A root that is never written, so that a power cut cannot break it; what must stay is on a small
# partition of its own. For Raspberry Pi OS (raspi-config and its overlayfs).
# DESTDIR, when set, is put before every path that is written.
set -eu

dest=${DESTDIR-}
label=luot-data
boot=/boot/firmware/cmdline.txt

usage() {
    cat <<'HELP'
usage: readonly.sh [--check] on FOLDER
       readonly.sh [--check] off
  on FOLDER  FOLDER is kept on the partition labelled luot-data; everything else forgets what
             changes at each start: /var/lib/luot-kiosk for a kiosk, /var/lib/luot for a server
  off        the root is written again: for updates and settings
  --check    change nothing; exit 0 if it is so, 1 if not
Run as root, then restart the machine. Exit 2 on wrong usage.
HELP
}

say() { printf '%s\n' "$*"; }
fail() { printf 'readonly.sh: %s\n' "$*" >&2; exit 1; }

cmdline() { cat "${dest}${boot}" 2>/dev/null || true; }
# recurse=0: only the root is covered. Without it the data partition would forget as well.
is_on() { cmdline | grep -qw 'overlayroot=tmpfs:recurse=0'; }
is_off() { ! cmdline | grep -q 'overlayroot='; }
line() { printf 'LABEL=%s %s ext4 noatime 0 2' "${label}" "$1"; }
is_mounted_at_boot() { grep -qxF "$(line "$1")" "${dest}/etc/fstab" 2>/dev/null; }
# What is written into /etc now would be forgotten.
is_covered() { [ -z "${dest}" ] && [ "$(findmnt -n -o FSTYPE /)" = overlay ]; }
logs_in_memory() { [ -e "${dest}${volatile}" ]; }
volatile=/etc/systemd/journald.conf.d/luot-readonly.conf

switch_on() {
    [ -e "/dev/disk/by-label/${label}" ] || [ -n "${dest}" ] \
        || fail "no partition ${label}: make one, then mkfs.ext4 -L ${label} /dev/PARTITION"
    if ! is_mounted_at_boot "$1"; then
        say "doing    $1 on the partition ${label}"
        install -d "${dest}/etc"
        line "$1" >>"${dest}/etc/fstab"
        printf '\n' >>"${dest}/etc/fstab"
        keep "$1"
    fi
    if ! logs_in_memory; then
        say "doing    logs are kept in memory"
        install -d "${dest}$(dirname -- "${volatile}")"
        printf '[Journal]\nStorage=volatile\n' >"${dest}${volatile}"
    fi
    if ! is_on; then
        say "doing    the root is not written any more"
        raspi-config nonint do_overlayfs 0
        sed -i 's/overlayroot=tmpfs\( \|$\)/overlayroot=tmpfs:recurse=0\1/' "${dest}${boot}"
        is_on || fail "raspi-config has not switched it on: see the lines above"
    fi
}

# What is there already is brought along; the old folder stays below the new one, as it was.
keep() {
    [ -z "${dest}" ] || return 0
    install -d "$1"
    owner=$(stat -c %U:%G "$1")
    mode=$(stat -c %a "$1")
    old=$(mktemp -d)
    mount "/dev/disk/by-label/${label}" "${old}"
    cp -a "$1/." "${old}/"
    chown "${owner}" "${old}"
    chmod "${mode}" "${old}"
    umount "${old}"
    rmdir "${old}"
}

switch_off() {
    if ! is_off; then
        say "doing    the root is written again after a restart"
        raspi-config nonint do_overlayfs 1
        is_off || fail "raspi-config has not switched it off: see the lines above"
    fi
    if is_covered; then
        say "later    logs on the card again: run this once more after the restart"
    elif logs_in_memory; then
        say "doing    logs are kept on the card"
        rm "${dest}${volatile}"
    fi
}

check_on() { is_mounted_at_boot "$1" && logs_in_memory && is_on; }
check_off() { is_off && ! logs_in_memory; }

if [ "${1-}" = --help ] || [ "${1-}" = -h ]; then usage; exit 0; fi
checking=no
if [ "${1-}" = --check ]; then checking=yes; shift; fi
case ${1-}:$# in
    on:2) case $2 in /*) ;; *) usage >&2; exit 2 ;; esac ;;
    off:1) ;;
    *) usage >&2; exit 2 ;;
esac
if [ "${checking}" = yes ]; then
    if "check_$1" "${2-}"; then say "It is $1."; exit 0; fi
    say "It is not $1, or not wholly."
    exit 1
fi
if [ -z "${dest}" ]; then
    [ "$(id -u)" -eq 0 ] || fail "run this as root: sudo $0 $*"
    command -v raspi-config >/dev/null || fail "no raspi-config: this is for Raspberry Pi OS"
fi
"switch_$1" "${2-}"
say "Done. Restart this machine."
