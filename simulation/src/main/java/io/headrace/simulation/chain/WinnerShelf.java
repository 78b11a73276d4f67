package io.headrace.simulation.chain;

import io.headrace.crypto.Hash256;
import io.headrace.payments.WinningTicket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An orchestrator's winners on a disk: they outlive the process. */
final class WinnerShelf {

    private final Map<Hash256, WinningTicket> open = new LinkedHashMap<>();

    void add(WinningTicket winner) {
        open.put(winner.hash(), winner);
    }

    void close(Hash256 ticket) {
        open.remove(ticket);
    }

    /** Oldest first. */
    List<WinningTicket> open() {
        return List.copyOf(open.values());
    }
}
