"""The AsyncAPI 3.0 document of the wire, made from the topic tree: ``python -m broker.asyncapi``.

It is written from the server's side: ``send`` is what the server says, ``receive`` what devices
say. Who may write and read a topic stands at its channel as ``x-writers`` and ``x-readers``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from broker import __version__, topics
from broker.messages import MAX_BYTES, Message
from broker.topics import Role, TopicSpec

_MQTT = "0.2.0"
"""The version of AsyncAPI's MQTT bindings that is used."""
_PARAMETERS = {
    "centre": "Id of the centre.",
    "id": "Id of a device.",
    "n": "Number of a counter, 1 to 999.",
    "zone": "Id of a zone, or `hall` for all zones together.",
}
_COMMITTED = Path(__file__).parents[1] / "docs" / "asyncapi.json"


def document() -> dict[str, Any]:
    """The whole document, as JSON values."""
    kinds = sorted({kind for spec in topics.SPECS for kind in spec.message}, key=_name)
    return {
        "asyncapi": "3.0.0",
        "info": _info(),
        "defaultContentType": "application/json",
        "servers": {
            "hall": {
                "host": "{host}:1883",
                "protocol": "mqtt",
                "protocolVersion": "3.1.1",
                "variables": {"host": {"default": "127.0.0.1"}},
                "security": [{"type": "userPassword"}],
            }
        },
        "channels": {spec.name: _channel(spec) for spec in topics.SPECS},
        "operations": {spec.name: _operation(spec) for spec in topics.SPECS},
        "components": {
            "messages": {kind.__name__: _message(kind) for kind in kinds},
            "schemas": _schemas(kinds),
        },
    }


def text() -> str:
    """The document as it is committed."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def main(argv: Sequence[str] | None = None) -> None:
    """Write the document."""
    parser = argparse.ArgumentParser(prog="python -m broker.asyncapi", description=__doc__)
    parser.add_argument("--dest", type=Path, default=_COMMITTED, help="file to write")
    parser.parse_args(argv).dest.write_text(text(), encoding="utf-8")


def _info() -> dict[str, Any]:
    return {
        "title": "Lượt",
        "version": __version__,
        "description": (
            f"Whole documents as JSON of at most {MAX_BYTES} bytes. Fields that are not known are "
            "to be passed over; whatever else does not fit its schema is dropped. `(ep, rev)` "
            "orders the versions of a document."
        ),
        "license": {"name": "Apache-2.0"},
    }


def _channel(spec: TopicSpec) -> dict[str, Any]:
    address = f"{topics.PREFIX}/{{centre}}/{spec.pattern}"
    return {
        "address": address,
        "description": spec.about,
        "parameters": {
            name: {"description": about}
            for name, about in _PARAMETERS.items()
            if f"{{{name}}}" in address
        },
        "messages": {
            kind.__name__: {"$ref": f"#/components/messages/{kind.__name__}"}
            for kind in spec.message
        },
        "x-writers": sorted(spec.writers),
        "x-readers": sorted(spec.readers),
    }


def _operation(spec: TopicSpec) -> dict[str, Any]:
    return {
        "action": "send" if Role.SERVER in spec.writers else "receive",
        "channel": {"$ref": f"#/channels/{spec.name}"},
        "summary": spec.about,
        "bindings": {"mqtt": {"qos": spec.qos, "retain": spec.retain, "bindingVersion": _MQTT}},
    }


def _message(kind: type[Message]) -> dict[str, Any]:
    return {
        "name": kind.__name__,
        "payload": {"$ref": f"#/components/schemas/{kind.__name__}"},
    }


def _schemas(kinds: Sequence[type[Message]]) -> dict[str, Any]:
    _, found = models_json_schema(
        [(kind, "validation") for kind in kinds], ref_template="#/components/schemas/{model}"
    )
    definitions: dict[str, Any] = found["$defs"]
    return definitions


def _name(kind: type[Message]) -> str:
    return kind.__name__


if __name__ == "__main__":
    main()
