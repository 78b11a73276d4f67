package io.headrace.worker.remote;

import io.grpc.Context;
import io.headrace.machine.Host;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a worker registered with its orchestrator, for as long as both live: the call is made again for ever, after a
 * pause. Any thread.
 */
public final class Attendance {

    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);

    private final RemoteWorkerConfig config;
    private final Registration registration;
    private final Enrolment<?> enrolment;
    private final Host host;
    private final Consumer<Standing> told;
    private final Context.CancellableContext call = Context.ROOT.withCancellation();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Context.CancellableContext held = call;
    private volatile boolean renewing;
    private final Thread loop;

    /** @param told learns where the worker stands, on a thread that it must not hold up */
    public Attendance(RemoteWorkerConfig config, Enrolment<?> enrolment, Host host, Consumer<Standing> told) {
        this.config = config;
        this.registration = new Registration(config);
        this.enrolment = enrolment;
        this.host = host;
        this.told = told;
        this.loop = Thread.ofVirtual().name("registration").unstarted(call.wrap(this::register));
    }

    /** Begins to call, without waiting for an answer. */
    public void begin() {
        loop.start();
    }

    /** Registers anew at once, because the worker offers something else by now. What it has at work may be lost by that. */
    public void renew() {
        renewing = true;
        if (held != call) {
            held.cancel(null);
        }
    }

    /** Says, aside, that nothing new is wanted for now; what is at work goes on. {@link #renew} takes it back. */
    public void withdraw() {
        Thread.ofVirtual().name("withdrawal").start(() -> registration.sayThatWeLeave(enrolment));
    }

    /** Says that nothing new is wanted, and does not register again. The registration stays until {@link #end}. */
    public void leave() {
        if (closing.getCount() > 0) {
            closing.countDown();
            registration.sayThatWeLeave(enrolment);
        }
    }

    /** Ends the registration at once. */
    public void end() {
        closing.countDown();
        call.cancel(null);
    }

    private void register() {
        int failures = 0;
        while (closing.getCount() > 0) {
            var began = host.moment().now();
            told.accept(new Standing.Listening());
            var end = hold();
            if (renewing) {
                continue;
            }
            boolean lasted = Duration.between(began, host.moment().now())
                            .compareTo(config.backoff().longest())
                    > 0;
            failures = lasted ? 1 : failures + 1;
            if (!waitFor(standing(end, failures))) {
                break;
            }
        }
        told.accept(new Standing.Closed());
    }

    private Registration.End hold() {
        held = Context.current().withCancellation();
        renewing = false;
        var outside = held.attach();
        try {
            return registration.hold(enrolment);
        } finally {
            held.detachAndCancel(outside, null);
        }
    }

    private Standing standing(Registration.End end, int failures) {
        return switch (end) {
            case Registration.End.Refused(var text) ->
                new Standing.Refused(text, config.backoff().refused());
            case Registration.End.Lost(var reason) ->
                new Standing.Away(
                        reason, config.backoff().pause(failures, host.moment().chance()));
        };
    }

    /** False when it is to end. */
    private boolean waitFor(Standing standing) {
        if (closing.getCount() == 0) {
            return false;
        }
        told.accept(standing);
        return switch (standing) {
            case Standing.Refused(var text, var retryIn) -> {
                LOG.error("{} refuses this worker: {}; the next try is in {}", config.orchestrator(), text, retryIn);
                yield pause(retryIn);
            }
            case Standing.Away(var reason, var retryIn) -> {
                LOG.info("{} is away ({}); the next try is in {}", config.orchestrator(), reason, retryIn);
                yield pause(retryIn);
            }
            case Standing.Listening _ -> true;
            case Standing.Closed _ -> false;
        };
    }

    private boolean pause(Duration time) {
        try {
            return !closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
