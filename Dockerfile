# One image for each place of the hall: --build-arg EXTRAS=server (the default), kiosk or displays.
FROM python:3.11-slim AS build
ARG EXTRAS=server
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY broker broker
COPY kiosk kiosk
COPY displays displays
COPY server server
RUN python -m venv /opt/luot \
    && /opt/luot/bin/pip install --no-cache-dir --constraint constraints.txt ".[$EXTRAS]" \
    && /opt/luot/bin/pip uninstall --yes pip setuptools

# Only the installed program goes on: no source, no pip, no compiler.
FROM python:3.11-slim
RUN python -m pip uninstall --yes --root-user-action=ignore pip setuptools wheel \
    && groupadd --system --gid 10001 luot \
    && useradd --system --uid 10001 --gid luot --home-dir /var/lib/luot --no-create-home luot \
    && install --directory --owner=luot --group=luot --mode=0750 /var/lib/luot /var/lib/luot-broker \
       /var/lib/luot-admitted
COPY --from=build /opt/luot /opt/luot
ENV PATH=/opt/luot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER luot
WORKDIR /var/lib/luot
VOLUME ["/var/lib/luot", "/var/lib/luot-broker", "/var/lib/luot-admitted"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/readyz', timeout=4)"]
CMD ["luot", "serve", "--data", "/var/lib/luot", "--host", "0.0.0.0"]
