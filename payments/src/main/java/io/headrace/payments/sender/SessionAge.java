package io.headrace.payments.sender;

import java.time.Duration;
import java.time.Instant;

/** When a session needs a fresh answer of its orchestrator, before the old one stops being good (payments section 2.5). */
public final class SessionAge {

    /** How long an auth token lives. */
    public static final Duration TOKEN_LIFE = Duration.ofMinutes(30);

    /** Within this of its end a token is renewed: the last tenth of its life. */
    private static final Duration RENEWAL = TOKEN_LIFE.dividedBy(10);

    private SessionAge() {}

    public static boolean refreshDue(Instant tokenExpires, Instant now) {
        return !now.isBefore(tokenExpires.minus(RENEWAL));
    }
}
