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
set +a
PATH=${PATH}:/opt/luot/venv/bin
# shellcheck disable=SC2086
luot-broker mosquitto-files --dest "${folder}" --state "${state}" --user "${owner}" ${WIRE_OPTIONS-}
systemctl reload-or-restart mosquitto
