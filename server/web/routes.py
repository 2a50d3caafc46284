"""Every part of the web side that answers an address."""

from __future__ import annotations

from apiflask import APIFlask

from server.web import (
    api_advice,
    api_alerts,
    api_announcements,
    api_audit,
    api_bookings,
    api_cases,
    api_catalogue,
    api_counters,
    api_devices,
    api_feedback,
    api_groups,
    api_guidance,
    api_history,
    api_incidents,
    api_kiosks,
    api_manage,
    api_open,
    api_papers,
    api_plan,
    api_rating,
    api_session,
    api_tickets,
    api_trials,
    feedback,
    mail_test,
    page_audit,
    page_decide,
    page_history,
    page_now,
    page_reel,
    page_reports,
    page_staffing,
    pages,
    pages_alerts,
    pages_appointments,
    pages_booking,
    pages_devices,
    pages_media,
    pages_open,
    pages_people,
    pages_plan,
    pages_procedure,
    pages_procedures,
    pages_roster,
    pages_slip,
    pages_texts,
    pages_voice,
    phone,
    secret,
)
from server.web.gate import Gate
from server.web.guesses import Guesses


def interface(app: APIFlask, guesses: Guesses, gate: Gate, door: api_feedback.Door) -> None:
    """The interface, and the pages that share its limits."""
    for blueprint in (
        api_catalogue.bp,
        api_tickets.bp,
        api_counters.bp,
        api_groups.bp,
        api_announcements.bp,
        api_alerts.bp,
        api_kiosks.bp,
        api_devices.bp,
        api_guidance.bp,
        api_papers.bp,
        api_plan.bp,
        api_manage.bp,
        api_open.bp,
        api_history.bp,
        api_incidents.bp,
        api_audit.bp,
        api_cases.bp,
        api_advice.bp,
        api_trials.bp,
        api_rating.bp,
        api_feedback.blueprint(door),
        feedback.blueprint(door),
        api_session.blueprint(gate),
        secret.blueprint(gate),
        api_bookings.blueprint(guesses),
        pages_booking.blueprint(guesses),
        pages_appointments.blueprint(guesses),
    ):
        app.register_blueprint(blueprint)


def pages_of(app: APIFlask) -> None:
    """Everything else that a browser opens."""
    for blueprint in (
        pages.pages,
        phone.bp,
        page_now.page,
        page_history.bp,
        page_decide.bp,
        page_reel.bp,
        page_reports.bp,
        page_staffing.bp,
        page_audit.bp,
        pages_alerts.bp,
        mail_test.bp,
        pages_devices.bp,
        pages_media.bp,
        pages_open.bp,
        pages_people.bp,
        pages_plan.bp,
        pages_procedure.bp,
        pages_procedures.bp,
        pages_roster.bp,
        pages_slip.bp,
        pages_texts.bp,
        pages_voice.bp,
    ):
        app.register_blueprint(blueprint)
