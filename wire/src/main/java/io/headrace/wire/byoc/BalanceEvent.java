package io.headrace.wire.byoc;

import io.headrace.payments.Wei;
import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What an orchestrator says of the sender's balance within a stream of the application's events (pipelines section 5.5):
 * before the end, and when there is nothing left.
 */
public final class BalanceEvent {

    /** In the head of an answer, and under the second name in that of a stream. */
    public static final String HEADER = "Livepeer-Balance";

    public static final String STREAM_HEADER = "Livepeer-Payment-Balance";

    private static final String NOTHING_LEFT = "insufficient balance";

    private BalanceEvent() {}

    /** Before the event that ends the stream. */
    public static ServerEvent of(Wei balance) {
        return ServerEvent.of("{\"balance\": " + balance + ".000}");
    }

    /** What ends a stream that nobody pays for any more. */
    public static List<ServerEvent> nothingLeft() {
        return List.of(new ServerEvent(NOTHING_LEFT, "{\"balance\": 0}"), ServerEvent.of(ServerEvent.DONE));
    }

    /** Empty when it is the application's own event. */
    public static Optional<BigDecimal> balance(ServerEvent event) {
        if (!event.data().startsWith("{\"balance\":")) {
            return Optional.empty();
        }
        try {
            return JsonFields.parse(event.data(), "balance").exact("balance");
        } catch (UnreadableException theApplications) {
            return Optional.empty();
        }
    }
}
