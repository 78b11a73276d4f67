package io.headrace.worker.remote;

import io.grpc.Context;
import io.headrace.admission.SessionId;
import io.headrace.admission.Workshop;
import io.headrace.machine.Host;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.wire.SegmentTask;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker that calls its orchestrator and works for it for as long as both live (wire protocol section 8). It is not
 * listening anywhere. What is at work when the connection ends is finished and delivered, because orchestrators of the
 * network still wait for it; the call is made again for ever.
 */
public final class RemoteWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteWorker.class);

    private final RemoteWorkerConfig config;
    private final Workshop workshop;
    private final Host host;
    private final Consumer<Standing> told;
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final TaskDesk desk;
    private final Context.CancellableContext call = Context.ROOT.withCancellation();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread loop;

    private RemoteWorker(RemoteWorkerConfig config, Workshop workshop, Host host, Consumer<Standing> told) {
        this.config = config;
        this.workshop = workshop;
        this.host = host;
        this.told = told;
        var runs = new TaskRun(config, workshop, new SourceDownload(client));
        desk = new TaskDesk(runs, new DeliveryPost(config, client), host, workshop.capacity(), config.queued());
        loop = Thread.ofVirtual().name("registration").unstarted(call.wrap(this::register));
    }

    /**
     * Begins to call, without waiting for an answer.
     *
     * @param workshop does the work; its capacity now is what is offered
     * @param told learns where the worker stands, on a thread that it must not hold up
     */
    public static RemoteWorker start(RemoteWorkerConfig config, Workshop workshop, Host host, Consumer<Standing> told) {
        var worker = new RemoteWorker(config, workshop, host, told);
        worker.loop.start();
        return worker;
    }

    private void register() {
        var registration = new Registration(config);
        int failures = 0;
        while (closing.getCount() > 0) {
            var began = host.moment().now();
            told.accept(new Standing.Listening());
            var end = registration.hold(workshop.capacity(), this::take);
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

    private void take(SegmentTask task) {
        switch (task) {
            case SegmentTask.Transcode work -> desk.take(work);
            case SegmentTask.TearDown(var session) -> endSession(session);
        }
    }

    private void endSession(String session) {
        try {
            workshop.sessionEnded(new SessionId(session));
        } catch (IllegalArgumentException noSession) {
            LOG.warn("The orchestrator ends a session that cannot be one: {}", noSession.getMessage());
        }
    }

    /**
     * Leaves politely: ends its registration, so that nothing new comes, and waits until what is at work is delivered.
     * It does not register again.
     *
     * @return whether all was delivered in that time
     */
    public boolean drain(Duration patience) throws InterruptedException {
        if (closing.getCount() > 0) {
            closing.countDown();
            new Registration(config).sayThatWeLeave();
            call.cancel(null);
        }
        return desk.drain(patience);
    }

    /** Ends gracefully: finishes what is at work, within the configured time, and leaves. The workshop stays open. */
    @Override
    public void close() {
        try {
            if (!drain(config.closing())) {
                LOG.warn("What is at work is given up after {}", config.closing());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** Ends at once, as if the process had died. */
    public void kill() {
        closing.countDown();
        call.cancel(null);
        desk.end();
        client.close();
    }
}
