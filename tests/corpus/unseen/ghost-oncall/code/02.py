def page(alert: Alert) -> None:
    if not alert.runbook:
        raise Refused(f"{alert.name}: no runbook, no page")

    if alert.seen_today >= 3:
        # A page that comes a fourth time is a ticket.
        file_ticket(alert)
        return

    ring(alert.team, f"{alert.summary}\n{alert.runbook}")
