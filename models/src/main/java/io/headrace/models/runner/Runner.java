package io.headrace.models.runner;

import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.ParametersRefused;
import io.headrace.models.runner.session.LiveSession;
import io.headrace.models.runner.session.SessionEnd;
import io.headrace.models.runner.session.SessionNeeds;
import io.headrace.models.runner.session.SessionPlan;
import io.headrace.models.runner.status.FrameCounts;
import io.headrace.models.runner.status.RunnerState;
import io.headrace.models.runner.status.Situation;
import io.headrace.models.runner.status.StateRules;
import io.headrace.models.runner.status.StreamVitals;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model, and at most one session of it. Any thread; starting and stopping wait for each other.
 *
 * <p>It is unfit for good when its model cannot be loaded, when a session does not end, and after three sessions in a row that
 * had input and failed without a single picture: whoever supervises it replaces the process.
 */
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final int MOST_BARREN = 3;

    /** What becomes of a wish for a session. */
    sealed interface Start {
        record Started() implements Start {}

        record StillLoading() implements Start {}

        /** The model cannot work with the parameters; names what is wrong. */
        record Refused(String reason) implements Start {}

        /** The runner cannot. */
        record Failed(String reason) implements Start {}
    }

    private final SessionNeeds needs;
    private final Instant created;
    private final ReentrantLock lifecycle = new ReentrantLock();
    private volatile boolean loaded;
    private volatile @Nullable String unfit;
    private volatile @Nullable LiveSession session;
    private volatile Optional<StreamVitals> before = Optional.empty();
    private int barren;

    Runner(SessionNeeds needs) {
        this.needs = needs;
        this.created = needs.clock().instant();
    }

    /** Gets the model ready; to be called once. */
    void load() {
        try {
            needs.works().load();
            loaded = true;
        } catch (FrameException | RuntimeException | LinkageError failure) {
            becomeUnfit("The model " + needs.documents().pipeline() + " cannot be loaded: " + failure.getMessage());
        }
    }

    /** Begins a session; one that runs is stopped first. */
    Start start(SessionPlan plan) throws InterruptedException {
        lifecycle.lockInterruptibly();
        try {
            stopRunning();
            if (unfit != null) {
                return new Start.Failed(unfit);
            }
            if (!loaded) {
                return new Start.StillLoading();
            }
            var started = LiveSession.start(plan, needs);
            session = started;
            var _ = started.over().thenAccept(end -> ended(started, end));
            return new Start.Started();
        } catch (ParametersRefused refused) {
            return new Start.Refused(String.valueOf(refused.getMessage()));
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn("Session {} could not be started", plan.requestId(), failure);
            return new Start.Failed("The session could not be started: " + failure.getMessage());
        } finally {
            lifecycle.unlock();
        }
    }

    /** Ends the session that runs, if there is one, and waits until it has ended. */
    void stop() throws InterruptedException {
        lifecycle.lockInterruptibly();
        try {
            stopRunning();
        } finally {
            lifecycle.unlock();
        }
    }

    private void stopRunning() throws InterruptedException {
        var running = session;
        if (running != null) {
            ended(running, running.stop());
        }
    }

    private synchronized void ended(LiveSession which, SessionEnd end) {
        if (session != which) {
            return;
        }
        var vitals = which.vitals();
        before = Optional.of(vitals);
        LOG.info("A session ended: {} {}", end, vitals.counts());
        boolean fruitless = end instanceof SessionEnd.Failed
                && vitals.counts().in() > 0
                && vitals.counts().out() == 0;
        barren = fruitless ? barren + 1 : 0;
        if (end instanceof SessionEnd.Hung) {
            becomeUnfit("A session did not end: " + end.fault().orElseThrow());
        } else if (barren == MOST_BARREN) {
            becomeUnfit(MOST_BARREN + " sessions in a row failed without a picture, the last one: "
                    + end.fault().orElseThrow());
        }
        // Last: whoever finds no session finds the runner as it is without, and begins no other on one that is unfit.
        session = null;
    }

    private void becomeUnfit(String reason) {
        LOG.error("This runner is unfit from now on. {}", reason);
        unfit = reason;
    }

    /** To be called twice a second. */
    void tick() {
        var running = session;
        if (running == null) {
            return;
        }
        try {
            running.tick();
        } catch (RuntimeException bug) {
            // Whoever ticks would not do so again.
            LOG.error("The session could not be looked at", bug);
        }
    }

    Situation situation() {
        var running = session;
        var broken = unfit;
        if (broken != null) {
            return new Situation.Unfit(broken);
        }
        if (!loaded) {
            return new Situation.Loading(created);
        }
        return running == null
                ? new Situation.Idle(before.map(StreamVitals::lastSign))
                : new Situation.Streaming(running.vitals());
    }

    RunnerState state() {
        return StateRules.state(situation(), needs.clock().instant());
    }

    /** Of the session that runs, or of the last one. */
    FrameCounts counts() {
        var running = session;
        return running == null
                ? before.map(StreamVitals::counts).orElse(FrameCounts.NONE)
                : running.vitals().counts();
    }
}
