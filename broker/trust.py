"""Whom a link trusts at the other end, and what is said when that is somebody else."""

from __future__ import annotations

import ssl

from broker.endpoint import LinkSettings, address
from broker.errors import BadSetting


def check(settings: LinkSettings) -> bool:
    """Whether TLS is spoken. Raises BadSetting for certificates that cannot be used, or not here.

    An authority without TLS would be a promise that nobody keeps, so it is refused.
    """
    speaks_tls, file = address(settings.url)[2], settings.ca_file
    if file and not speaks_tls:
        raise BadSetting(
            f"LUOT_MQTT_CA is set, but {settings.url} is without TLS: write mqtts://, or unset it"
        )
    if file:
        try:
            ssl.create_default_context(cafile=file)
        except OSError as error:
            raise BadSetting(
                f"LUOT_MQTT_CA: cannot use {file}: {error.strerror}; name a PEM file with the "
                "certificate of the authority that signed the broker's"
            ) from error
    return speaks_tls


def why_not(error: BaseException | None) -> str:
    """Why no connection came about, and what to look at."""
    match error:
        case ssl.SSLCertVerificationError():
            told = f"shows a certificate that we do not trust ({error.verify_message.rstrip('.')})"
            return f"{told}; check LUOT_MQTT_CA, and the host in LUOT_MQTT"
        case ssl.SSLError():
            return f"does not speak TLS with us ({error.reason}); check the port in LUOT_MQTT"
    return "does not answer"
