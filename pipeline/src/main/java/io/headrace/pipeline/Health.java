package io.headrace.pipeline;

/**
 * Whether an offering can be asked for work. One failure is not an end: what failed a few times in a row is still
 * offered, so that a client that hangs up or one bad request takes nobody's work away. What was never ready is not.
 *
 * <pre>
 *     Starting ──answered──▶ Ready ──failed──▶ Failing(1) ──failed──▶ Failing(2) ──failed──▶ Down
 *     Starting ──failed──▶ Down
 *     any ──answered──▶ Ready        any ──loading──▶ Starting
 * </pre>
 */
public sealed interface Health {

    /** As many failures in a row end the offer, until it is ready again. */
    int FAILURES_UNTIL_DOWN = 3;

    /** Its model is being loaded, or nobody has looked yet. */
    record Starting() implements Health {}

    record Ready() implements Health {}

    /** @param inARow from 1, below {@link #FAILURES_UNTIL_DOWN} */
    record Failing(int inARow, String reason) implements Health {
        public Failing {
            if (inARow < 1 || inARow >= FAILURES_UNTIL_DOWN) {
                throw new IllegalArgumentException(inARow + " failures in a row");
            }
        }
    }

    /** @param reason the last failure, for an operator */
    record Down(String reason) implements Health {}

    /** What was just seen of it. */
    sealed interface Report {
        record Loading() implements Report {}

        record Answered() implements Report {}

        record Failed(String reason) implements Report {}
    }

    /** What it is after that was seen. */
    default Health after(Report report) {
        return switch (report) {
            case Report.Loading() -> new Starting();
            case Report.Answered() -> new Ready();
            case Report.Failed(var reason) -> failed(reason);
        };
    }

    private Health failed(String reason) {
        return switch (this) {
            case Ready() -> new Failing(1, reason);
            case Failing(var before, var _) when before + 1 < FAILURES_UNTIL_DOWN -> new Failing(before + 1, reason);
            case Starting _, Failing _, Down _ -> new Down(reason);
        };
    }

    /** Whether new work may be offered to it. */
    default boolean isOffered() {
        return this instanceof Ready || this instanceof Failing;
    }
}
