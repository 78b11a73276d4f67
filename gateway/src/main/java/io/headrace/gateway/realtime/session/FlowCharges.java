package io.headrace.gateway.realtime.session;

import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Credit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the sessions of a stream charge for what flows to them. Any thread. */
final class FlowCharges {

    private final RealtimeSessions sessions;
    private final Supplier<Duration> now;

    /** What a session charges for a piece of the input. */
    record Charge(Orchestrator orchestrator, Credit fee) {}

    /** @param now on any clock that never goes back */
    FlowCharges(RealtimeSessions sessions, Supplier<Duration> now) {
        this.sessions = sessions;
        this.now = now;
    }

    /** A piece of the input begins to flow to everybody who gets it. */
    void began() {
        flowing().forEach(session -> session.account().began(now.get()));
    }

    /** A piece of the input has ended: what it cost with those whose output is used. */
    List<Charge> ended(long quantity, Duration length) {
        var charges = new ArrayList<Charge>();
        for (var session : flowing()) {
            var fee = session.account().ended(quantity, length);
            if (!session.charged(fee)) {
                charges.add(new Charge(session.orchestrator(), fee));
            }
        }
        return charges;
    }

    private List<LiveSession> flowing() {
        return sessions.all().stream().filter(LiveSession::flows).toList();
    }
}
