#!/bin/sh
# After devices were added or revoked: Mosquitto's passwords and access list anew, and in force.
set -eu

settings=${WIRE_SETTINGS-/etc/luot/broker.env}
folder=${WIRE_FOLDER-/etc/mosquitto/luot}
state=${WIRE_STATE-/var/lib/mosquitto}
owner=${WIRE_OWNER-mosquitto}

set -a
# shellcheck source=/dev/null
. "${settings}"
# Devices that were added or revoked on the page or with luot device: the server keeps them there.
: "${LUOT_ADMITTED=/var/lib/luot/device-logins.toml}"
set +a
PATH=${PATH}:/opt/luot/venv/bin
# shellcheck disable=SC2086
luot-broker mosquitto-files --dest "${folder}" --state "${state}" --user "${owner}" ${WIRE_OPTIONS-}
systemctl reload-or-restart mosquitto
