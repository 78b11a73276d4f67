package io.headrace.gateway.realtime.session;

import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.Negotiation;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.wire.OrchestratorInfo;

/**
 * Keeps the sessions of a stream going: pays whoever is due, asks everybody now and then how they are, and draws the
 * conclusions from what they say. One at a time pays in a session and one asks; whoever is silent when asked is paid all
 * the same. Any thread; nothing blocks.
 */
final class SessionUpkeep {

    private final RunContext context;
    private final Negotiation negotiation;
    private final SessionStarter starter;
    private final RealtimeSessions sessions;

    SessionUpkeep(RunContext context, Negotiation negotiation, SessionStarter starter, RealtimeSessions sessions) {
        this.context = context;
        this.negotiation = negotiation;
        this.starter = starter;
        this.sessions = sessions;
    }

    /** Looks whether somebody is to be paid. */
    void payWhoIsDue() {
        for (var session : sessions.all()) {
            long due = session.dead() ? 0 : session.account().due(starter.now());
            if (due > 0 && session.paying().compareAndSet(false, true)) {
                sessions.work(() -> pay(session, due));
            }
        }
    }

    private void pay(LiveSession session, long quantity) {
        try {
            starter.pay(session, quantity).ifPresent(info -> heard(session, info));
        } catch (PeerException failed) {
            sessions.failed(session, reason(failed), String.valueOf(failed.getMessage()));
        } finally {
            session.paying().set(false);
        }
    }

    /** That we have no money is known best here. */
    private Reason reason(PeerException failed) {
        boolean depleted = failed.reason().remedy() == Reason.Remedy.FUND
                && context.means().shortage().isPresent();
        return depleted || failed.reason() == Reason.PRICE_RAISED ? failed.reason() : Reason.UNPAID;
    }

    /** Asks everybody how they are; while one is silent nothing is concluded from it. */
    void refresh() {
        for (var session : sessions.all()) {
            if (!session.dead() && session.asking().compareAndSet(false, true)) {
                sessions.work(() -> ask(session));
            }
        }
    }

    private void ask(LiveSession session) {
        try {
            heard(session, starter.renew(session.account()));
        } catch (PeerException failed) {
            if (failed.reason() == Reason.PRICE_RAISED) {
                sessions.failed(session, failed.reason(), String.valueOf(failed.getMessage()));
            }
        } finally {
            session.asking().set(false);
        }
    }

    private void heard(LiveSession session, OrchestratorInfo newer) {
        if (newer.draining()) {
            sessions.drained(session.number());
        }
        switch (negotiation.adopt(session.account().agreement(), newer)) {
            case Negotiation.Unchanged _ -> {}
            case Negotiation.Repriced(var price) ->
                session.ofJob().ifPresent(number -> context.job().accept(new JobEvent.PriceChanged(number, price)));
            case Negotiation.TooDear(var why) ->
                sessions.failed(session, Reason.PRICE_RAISED, session.orchestrator() + ": " + why);
        }
    }
}
