package io.headrace.orchestrator.unit;

import io.headrace.wire.PeerError;
import io.headrace.wire.Refusal;

/** Whether the next step is taken with a value, or the request is refused. */
public sealed interface Verdict<T> {

    record Good<T>(T value) implements Verdict<T> {}

    /** @param refusal says where it travels: as an HTTP answer, or within a result */
    record Bad<T>(Refusal refusal) implements Verdict<T> {}

    static <T> Verdict<T> bad(PeerError error) {
        return new Bad<>(error.refusal());
    }
}
