#!/bin/sh
# What cage shows: the touch page or a board, full screen, with nothing of a browser to be seen. An error page
# would stay for ever, so the browser starts only when the page answers.
set -eu

page=${KIOSK_PAGE-http://127.0.0.1:8091/}
# The user of the service has no home; the browser wants one.
HOME=${STATE_DIRECTORY-/var/lib/luot-screen}
export HOME
curl --silent --fail --output /dev/null --retry 600 --retry-delay 1 --retry-connrefused "${page}"
# A board with ?voice=1 sounds by itself: nobody is there to touch it first.
exec chromium --kiosk "--app=${page}" --ozone-platform=wayland \
    "--user-data-dir=${HOME}" \
    --no-first-run --noerrdialogs --disable-infobars --disable-session-crashed-bubble \
    --disable-dev-tools --disable-extensions --disable-print-preview --disable-logging \
    --autoplay-policy=no-user-gesture-required \
    --disable-pinch --overscroll-history-navigation=0 --disable-features=Translate \
    --disable-component-update --password-store=basic
