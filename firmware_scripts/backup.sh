#!/bin/sh
# A checked copy of the centre, named by day and minute; the oldest go when there are too many.
set -eu

folder=${BACKUP_FOLDER-/var/backups/luot}
keep=${BACKUP_KEEP-30}
data=${CENTRE_FOLDER-/var/lib/luot}

luot backup "${folder}/luot-$(date +%Y-%m-%d-%H%M%S).db" --data "${data}"

# Only after the new one is there and sound. Names sort by time.
find "${folder}" -maxdepth 1 -name 'luot-????-??-??-??????.db' | sort -r | tail -n "+$((keep + 1))" \
    | while IFS= read -r old; do rm -- "${old}"; done
