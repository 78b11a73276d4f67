package io.headrace.webrtc.session;

import java.time.Duration;

/**
 * What one peer may take.
 *
 * @param establish from the answer until media can flow: first connectivity check and handshake
 * @param consent for how long a peer counts as willing after an authenticated check (RFC 7675 section 5.1)
 * @param waiting datagrams and pictures that wait for the session's thread; more are dropped
 * @param addresses from which a peer may have been heard at once; the oldest is forgotten
 * @param pictureBytes of one picture; a larger one is dropped
 */
public record SessionLimits(Duration establish, Duration consent, int waiting, int addresses, int pictureBytes) {

    public static final SessionLimits DEFAULT =
            new SessionLimits(Duration.ofSeconds(20), Duration.ofSeconds(30), 2_048, 8, 8 * 1024 * 1024);

    public SessionLimits {
        for (var time : new Duration[] {establish, consent}) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("A session waits for a positive time, not " + time);
            }
        }
        if (waiting < 1 || addresses < 1 || pictureBytes < 1) {
            throw new IllegalArgumentException("A session has room for at least one of everything, not " + waiting
                    + " waiting, " + addresses + " addresses, " + pictureBytes + " bytes");
        }
    }
}
