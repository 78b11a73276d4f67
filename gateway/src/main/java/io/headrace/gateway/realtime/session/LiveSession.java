package io.headrace.gateway.realtime.session;

import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.media.ManifestId;
import io.headrace.payments.Credit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** One session that an orchestrator has started. Any thread. */
final class LiveSession {

    private final int number;
    private final SessionAccount account;
    private final ManifestId manifest;
    private final AtomicBoolean paying = new AtomicBoolean();
    private final AtomicBoolean asking = new AtomicBoolean();

    /** Guarded by this. */
    private Standing standing;

    /** Guarded by this. */
    private OptionalInt ofJob = OptionalInt.empty();

    /** Guarded by this. */
    private Optional<Reason> failure = Optional.empty();

    /** Guarded by this. */
    private boolean saidGoodbye;

    /** Guarded by this. */
    private Credit besides = Credit.ZERO;

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

    /** What it is to the stream now. */
    synchronized Standing standing() {
        return standing;
    }

    /** The job's number of it; empty while it stands by. */
    synchronized OptionalInt ofJob() {
        return ofJob;
    }

    /** The job works in it from now on; not if it has failed, which is returned. */
    synchronized Optional<Reason> serves(int jobsNumber) {
        if (failure.isEmpty()) {
            standing = Standing.SERVING;
            ofJob = OptionalInt.of(jobsNumber);
        }
        return failure;
    }

    /** Whether the input is sent to it. */
    synchronized boolean flows() {
        return failure.isEmpty() && standing != Standing.WARM;
    }

    synchronized boolean dead() {
        return failure.isPresent();
    }

    /** Returns whether that is news. */
    synchronized boolean failed(Reason reason) {
        boolean first = failure.isEmpty();
        failure = failure.or(() -> Optional.of(reason));
        return first;
    }

    /** Returns whether that is news. */
    synchronized boolean goodbye() {
        boolean first = !saidGoodbye;
        saidGoodbye = true;
        return first;
    }

    /** Something flowed through it; returns whether the output of that is thrown away. */
    synchronized boolean charged(Credit fee) {
        boolean standsBy = standing == Standing.HOT;
        besides = standsBy ? besides.plus(fee) : besides;
        return standsBy;
    }

    /** What it cost while its output was thrown away, since this was asked last. */
    synchronized Credit takeBesides() {
        var cost = besides;
        besides = Credit.ZERO;
        return cost;
    }

    /** Held by whoever pays in it. */
    AtomicBoolean paying() {
        return paying;
    }

    /** Held by whoever asks its orchestrator how it is. */
    AtomicBoolean asking() {
        return asking;
    }
}
