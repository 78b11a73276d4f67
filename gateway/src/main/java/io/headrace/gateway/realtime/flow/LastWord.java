package io.headrace.gateway.realtime.flow;

import io.headrace.wire.realtime.EventEnvelope;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;
import java.util.Optional;
import java.util.Set;

/**
 * What an orchestrator of ours says on the events channel when it ends a session:
 * {@code {"type":"error","message":"…","reason":"insufficient-balance"}}. The errors of a runner that goes on have no reason.
 *
 * @param sentence for people
 */
public record LastWord(Failing why, String sentence) {

    private static final Set<String> UNPAID = Set.of("insufficient-balance", "payment-refused");

    /** Empty for every other document, and for what is none. */
    public static Optional<LastWord> in(String document) {
        try {
            var event = JsonFields.parse(EventEnvelope.decode(document).event(), "event");
            var reason = event.text("reason");
            return event.text("type").equals("error") && !reason.isEmpty()
                    ? Optional.of(new LastWord(
                            UNPAID.contains(reason) ? Failing.UNPAID : Failing.ENDED_BY_PEER, event.text("message")))
                    : Optional.empty();
        } catch (UnreadableException noDocument) {
            return Optional.empty();
        }
    }
}
