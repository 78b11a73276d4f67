package io.headrace.benchmarks.live;

import io.headrace.webrtc.peer.Peer;
import java.time.Duration;

/** Says now and then that a peer still wants its session, as browsers do (RFC 7675). For one thread. */
final class Consent {

    private static final long EVERY_NANOS = Duration.ofSeconds(4).toNanos();

    private final Peer peer;
    private long toldNanos = System.nanoTime();

    Consent(Peer peer) {
        this.peer = peer;
    }

    void tellIfDue() {
        long now = System.nanoTime();
        if (now - toldNanos >= EVERY_NANOS) {
            toldNanos = now;
            peer.check(peer.password(), true);
        }
    }
}
