#!/bin/sh
# What is wrong with this machine of the hall? Changes nothing; may be run by anybody, at any time.
set -u

root=${DOCTOR_ROOT-}
venv=${DOCTOR_VENV-/opt/luot/venv}
least_mb=200
hottest_c=80
wrong=0

usage() {
    cat <<'HELP'
usage: doctor.sh
  Says for services, clock, disk, power, heat and broker whether they are well, and what to do.
  Exit 0 if all is well, 1 if not, 2 on wrong usage.
HELP
}

well() { printf 'ok     %s\n' "$*"; }
ill() {
    printf 'WRONG  %s\n' "$*"
    wrong=$((wrong + 1))
}

services() {
    found=no
    units=$(systemctl list-unit-files --state=enabled --no-legend 'luot-*.service' 'luot-*.timer' \
        | awk '{ print $1 }')
    for unit in ${units}; do
        found=yes
        if systemctl is-active --quiet "${unit}"; then
            well "${unit} runs"
        else
            ill "${unit} does not run; journalctl -u ${unit} -n 50"
        fi
    done
    [ "${found}" = yes ] || ill "nothing of Lượt starts by itself here; run provision.sh"
}

clock() {
    if [ "$(timedatectl show -p NTPSynchronized --value 2>/dev/null)" = yes ]; then
        well "the clock follows the hall's"
    else
        ill "nobody sets the clock; look at NTP= in /etc/systemd/timesyncd.conf.d/luot.conf"
    fi
}

disk() {
    for folder in / /var/lib; do
        free_mb=$(df -Pm "${root}${folder}" | awk 'NR == 2 { print $4 }')
        if [ "${free_mb:-0}" -ge "${least_mb}" ]; then
            well "${folder} has ${free_mb} MB free"
        else
            ill "${folder} has ${free_mb:-no} MB free; make room"
        fi
    done
}

# Bits of vcgencmd: 0 to 3 now, 16 to 19 at some time since the start.
power() {
    command -v vcgencmd >/dev/null || return 0
    told=$(vcgencmd get_throttled)
    if [ "${told}" = "throttled=0x0" ]; then
        well "the power supply is strong enough"
    else
        ill "the power supply is too weak, or it was too hot (${told}); use the supply of the maker"
    fi
}

heat() {
    file=${root}/sys/class/thermal/thermal_zone0/temp
    [ -r "${file}" ] || return 0
    celsius=$(($(cat "${file}") / 1000))
    if [ "${celsius}" -lt "${hottest_c}" ]; then
        well "it is ${celsius} °C inside"
    else
        ill "it is ${celsius} °C inside; let air to it"
    fi
}

reaches() {
    "${venv}/bin/python" -c 'import socket, sys, urllib.parse as u
place = u.urlsplit(sys.argv[1])
port = place.port or (8883 if place.scheme == "mqtts" else 1883)
socket.create_connection((place.hostname, port), timeout=3).close()' "$1" 2>/dev/null
}

brokers() {
    urls=$(sed -n 's/^LUOT_MQTT=//p' "${root}"/etc/luot/*.env 2>/dev/null | sort -u)
    for url in ${urls}; do
        if reaches "${url}"; then
            well "the broker at ${url} answers"
        else
            ill "the broker at ${url} does not answer; look at cable and address"
        fi
    done
}

centre() {
    [ -e "${root}/var/lib/luot/luot.db" ] || return 0
    if told=$("${venv}/bin/luot" doctor --data "${root}/var/lib/luot" 2>&1); then
        well "luot doctor finds nothing"
    else
        ill "luot doctor says:"
        printf '%s\n' "${told}" | sed 's/^/         /'
    fi
}

case $# in
    0) ;;
    *)
        if [ "$1" = --help ] || [ "$1" = -h ]; then usage; exit 0; fi
        usage >&2
        exit 2
        ;;
esac
services
clock
disk
power
heat
brokers
centre
[ "${wrong}" -eq 0 ] || exit 1
