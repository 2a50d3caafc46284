#!/bin/sh
# Mosquitto in a container: passwords and access list that are written anew count within a second.
# mosquitto.sh CONFIGURATION
set -eu

folder=${1%/*}
stamp() {
    stat -c '%i %Y %s' "${folder}/passwords" "${folder}/acl"
}

told=$(stamp)
mosquitto -c "$1" &
broker=$!
trap 'kill -TERM "${broker}"' TERM INT
while kill -0 "${broker}" 2>/dev/null; do
    # In the background: a signal ends the waiting, not only the next round.
    sleep 1 &
    wait "$!" || true
    now=$(stamp)
    if [ "${now}" != "${told}" ]; then
        told=${now}
        kill -HUP "${broker}"
    fi
done
wait "${broker}"
