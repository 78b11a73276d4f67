package io.headrace.gateway.live.http;

import java.util.HashMap;
import java.util.Map;

/** How many answers with media are under way to each address. Any thread. */
final class ViewerLimit {

    private final int most;

    /** Guarded by this; holds only addresses with an answer under way. */
    private final Map<String, Integer> underWay = new HashMap<>();

    ViewerLimit(int most) {
        this.most = most;
    }

    /** False when the address has as many as it may have. */
    synchronized boolean begin(String address) {
        int now = underWay.getOrDefault(address, 0);
        if (now >= most) {
            return false;
        }
        underWay.put(address, now + 1);
        return true;
    }

    synchronized void end(String address) {
        underWay.computeIfPresent(address, (_, now) -> now == 1 ? null : now - 1);
    }
}
