package io.headrace.chain.transaction;

import java.time.Instant;

/** A call that has no nonce yet. */
public record Waiting(CallId id, Call call, Instant since, Stage stage) {

    /** How far it is. */
    public sealed interface Stage {
        record Unestimated() implements Stage {}

        record Estimating() implements Stage {}

        /** @param gas the limit it is sent with */
        record Ready(long gas) implements Stage {}
    }

    static Waiting asked(CallId id, Call call, Instant now) {
        return new Waiting(
                id,
                call,
                now,
                switch (call.gasLimit()) {
                    case GasLimit.Estimated _ -> new Stage.Unestimated();
                    case GasLimit.Fixed(var gas) -> new Stage.Ready(gas);
                });
    }

    Waiting at(Stage next) {
        return new Waiting(id, call, since, next);
    }

    boolean isRepair() {
        return call.purpose() == Purpose.REPAIR;
    }
}
