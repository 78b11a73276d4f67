package io.headrace.simulation.live;

import io.headrace.job.lifecycle.Reason;
import io.headrace.media.ManifestId;
import io.headrace.simulation.live.LiveMessages.Wire;
import java.util.Optional;
import java.util.OptionalInt;

/** A gateway's session with one orchestrator. */
final class Seller {

    final int number;
    final LiveOrchestrator peer;
    final IntervalMoney money;
    final ManifestId session;
    final Wire wire;
    final OutputPatience patience;
    Standing standing;
    OptionalInt ofJob = OptionalInt.empty();
    Optional<Reason> failure = Optional.empty();

    /** Why it will be left, as the world knows and the gateway does not. */
    private Optional<LiveFault> cause = Optional.empty();

    /** The network swallowed a payment, or held it up. */
    boolean troubled;

    boolean fed;
    boolean saidGoodbye;
    boolean busy;
    boolean catchingUp;

    /** Nobody pays for it any more. */
    boolean cheated;

    long lastOutput = -1;

    /** What a session is to its stream. */
    enum Standing {
        SERVING,
        WARM,
        HOT
    }

    /** What is agreed once a start was answered. */
    record Agreement(LiveOrchestrator peer, IntervalMoney money, ManifestId session, Wire wire) {}

    Seller(int number, Agreement agreement, Standing standing) {
        this.number = number;
        this.peer = agreement.peer();
        this.money = agreement.money();
        this.session = agreement.session();
        this.wire = agreement.wire();
        this.standing = standing;
        this.patience = new OutputPatience(standing == Standing.WARM);
    }

    boolean dead() {
        return failure.isPresent();
    }

    /** Empty when nothing happened. */
    Optional<LiveFault> cause() {
        wire.fate().ifPresent(this::happened);
        return cause.or(() -> troubled ? Optional.of(LiveFault.NETWORK) : Optional.empty());
    }

    void happened(LiveFault fault) {
        cause = cause.or(() -> Optional.of(fault));
    }

    @Override
    public String toString() {
        return session + " (" + standing + ")";
    }
}
