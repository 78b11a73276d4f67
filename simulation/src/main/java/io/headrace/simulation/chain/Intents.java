package io.headrace.simulation.chain;

import io.headrace.chain.transaction.Call;
import io.headrace.chain.transaction.CallId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an account's owner wants done once, on a disk: kept until it is known how it ended. */
final class Intents {

    private final Map<CallId, Call> open = new LinkedHashMap<>();
    private long count;

    void add(Call call) {
        count++;
        open.put(new CallId(call.purpose().name() + "-" + count), call);
    }

    void done(CallId id) {
        open.remove(id);
    }

    Map<CallId, Call> open() {
        return new LinkedHashMap<>(open);
    }

    boolean has(CallId id) {
        return open.containsKey(id);
    }
}
