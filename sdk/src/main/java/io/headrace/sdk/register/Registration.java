package io.headrace.sdk.register;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a pipeline registered with an orchestrator, on a thread of its own, until it is closed; then it is taken back.
 *
 * <pre>
 *     telling ──accepted──▶ known ──renewal, while nothing runs──▶ telling
 *     telling ──unavailable──▶ pause, growing ──▶ telling
 *     telling ──refused──▶ end
 * </pre>
 *
 * While something runs the orchestrator evidently knows the pipeline, and telling it again would make it forget how many
 * jobs it has sent.
 */
public final class Registration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Duration UNTIL_TAKEN_BACK = Duration.ofSeconds(5);

    private final Orchestrator orchestrator;
    private final Offer offer;
    private final Rhythm rhythm;
    private final BooleanSupplier busy;
    private final RandomGenerator chance;
    private final CountDownLatch leaving = new CountDownLatch(1);
    private final Consumer<RegistrationRefusedException> whenRefused;
    private final Thread thread;

    private Registration(
            Orchestrator orchestrator,
            Offer offer,
            Rhythm rhythm,
            BooleanSupplier busy,
            RandomGenerator chance,
            Consumer<RegistrationRefusedException> whenRefused) {
        this.orchestrator = orchestrator;
        this.offer = offer;
        this.rhythm = rhythm;
        this.busy = busy;
        this.chance = chance;
        this.whenRefused = whenRefused;
        this.thread = Thread.ofVirtual().name("registration of " + offer.name()).unstarted(this::keep);
    }

    /**
     * @param busy whether something runs; asked on the registration's thread
     * @param whenRefused told on that thread, once, when the orchestrator refuses; it is not asked again
     */
    public static Registration start(
            Orchestrator orchestrator,
            Offer offer,
            Rhythm rhythm,
            BooleanSupplier busy,
            RandomGenerator chance,
            Consumer<RegistrationRefusedException> whenRefused) {
        var registration = new Registration(orchestrator, offer, rhythm, busy, chance, whenRefused);
        registration.thread.start();
        return registration;
    }

    private void keep() {
        try {
            int failures = 0;
            boolean known = false;
            do {
                switch (orchestrator.register(offer)) {
                    case Outcome.Accepted() -> {
                        if (!known) {
                            LOG.info("Registered {} with {}", offer, orchestrator);
                        }
                        known = true;
                        failures = 0;
                    }
                    case Outcome.Unavailable(var reason) -> {
                        failures++;
                        known = false;
                        LOG.warn("Not registered with {} ({} tries): {}", orchestrator, failures, reason);
                    }
                    case Outcome.Refused(var status, var words) -> {
                        whenRefused.accept(refusal(status, words));
                        return;
                    }
                }
            } while (!leaves(failures));
            takeBack();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it is time to tell again; true when it is not to be told any more. */
    private boolean leaves(int failures) throws InterruptedException {
        if (failures > 0) {
            return leavesWithin(rhythm.afterFailure(failures, chance));
        }
        do {
            if (leavesWithin(rhythm.renewal())) {
                return true;
            }
        } while (busy.getAsBoolean());
        return false;
    }

    private boolean leavesWithin(Duration pause) throws InterruptedException {
        return leaving.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void takeBack() throws InterruptedException {
        var outcome = orchestrator.unregister(offer);
        LOG.info("Taking {} back from {}: {}", offer.name(), orchestrator, outcome);
    }

    private RegistrationRefusedException refusal(int status, String words) {
        return new RegistrationRefusedException(
                "The orchestrator at " + orchestrator + " refuses " + offer + ": " + status + " " + words
                        + ". Is ORCH_SECRET the secret that it was started with, and ORCH_URL its address?");
    }

    /** Takes the registration back, and waits for that a few seconds at most. */
    @Override
    public void close() {
        leaving.countDown();
        try {
            if (!thread.join(UNTIL_TAKEN_BACK)) {
                thread.interrupt();
            }
        } catch (InterruptedException hurry) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
