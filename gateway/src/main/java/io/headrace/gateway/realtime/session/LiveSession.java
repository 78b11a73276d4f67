package io.headrace.gateway.realtime.session;

import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.media.ManifestId;
import io.headrace.payments.Credit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One session that an orchestrator has started. What changes of it is guarded by the {@link RealtimeSessions} that made
 * it; whether it is dead may be read at any time.
 */
final class LiveSession {

    private final int number;
    private final SessionAccount account;
    private final ManifestId manifest;
    private Standing standing;
    private OptionalInt ofJob = OptionalInt.empty();
    private volatile Optional<Reason> failure = Optional.empty();
    private boolean saidGoodbye;
    private Credit besides = Credit.ZERO;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** @param number the flow's */
    LiveSession(int number, SessionAccount account, ManifestId manifest, Standing standing) {
        this.number = number;
        this.account = account;
        this.manifest = manifest;
        this.standing = standing;
    }

    int number() {
        return number;
    }

    SessionAccount account() {
        return account;
    }

    /** Names it in its payments. */
    ManifestId manifest() {
        return manifest;
    }

    Orchestrator orchestrator() {
        return account.agreement().orchestrator();
    }

    Standing standing() {
        return standing;
    }

    /** The job's number of it; empty while it stands by. */
    OptionalInt ofJob() {
        return ofJob;
    }

    void serves(int jobsNumber) {
        standing = Standing.SERVING;
        ofJob = OptionalInt.of(jobsNumber);
    }

    /** Whether the input is sent to it. */
    boolean flows() {
        return failure.isEmpty() && standing != Standing.WARM;
    }

    boolean dead() {
        return failure.isPresent();
    }

    Optional<Reason> failure() {
        return failure;
    }

    /** Returns whether that is news. */
    boolean failed(Reason reason) {
        boolean first = failure.isEmpty();
        failure = failure.or(() -> Optional.of(reason));
        return first;
    }

    /** Returns whether that is news. */
    boolean goodbye() {
        boolean first = !saidGoodbye;
        saidGoodbye = true;
        return first;
    }

    /** What it cost while its output was thrown away. */
    Credit besides() {
        return besides;
    }

    void besides(Credit more) {
        besides = besides.plus(more);
    }

    /** Held by whoever pays or asks in it; any thread. */
    AtomicBoolean busy() {
        return busy;
    }
}
