package io.headrace.worker.ai;

import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.machine.Host;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.worker.remote.Attendance;
import io.headrace.worker.remote.RemoteWorkerConfig;
import io.headrace.worker.remote.Standing;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An AI worker that calls its orchestrator and works for it for as long as both live (pipelines reference section 4). It
 * is not listening anywhere. What is at work ends with the registration: its orchestrator has given it up by then.
 *
 * <p>It offers what it has at the moment of its registration, and registers anew when that has changed for longer than a
 * moment and nothing is at work; it does not register before it has something. When nothing is left, because all its runners
 * fail, it says so and stays, until it has something again.
 */
public final class RemoteAiWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteAiWorker.class);

    /** Within which runners end what was cancelled, and the orchestrator learns of it. */
    private static final Duration CANCELLATION = Duration.ofSeconds(3);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final RemoteWorkerConfig config;
    private final WorkerOffer offer;
    private final Host host;
    private final Consumer<Standing> told;
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final AiTaskDesk desk;
    private final Attendance attendance;

    /** Guarded by this, as the next two. */
    private boolean begun;

    private boolean leaving;
    private Host.Timer nextLook = () -> {};

    private RemoteAiWorker(
            RemoteWorkerConfig config, LiveWorkshop live, BatchWorkshop batch, Host host, Consumer<Standing> told) {
        this.config = config;
        this.host = host;
        this.told = told;
        offer = new WorkerOffer(config.capabilities(), live, batch);
        var post = new AiResultPost(config, client);
        desk = new AiTaskDesk(live, new BatchBench(batch, new UploadDownload(client), post, host), post);
        attendance = new Attendance(config, new AiEnrolment(config, offer, desk::take), host, this::stands);
    }

    /**
     * Begins to call, without waiting for an answer.
     *
     * @param config whose capabilities name no models
     * @param live runs the sessions, and says of which models
     * @param batch runs the requests, and says what can be asked for
     * @param told learns where the worker stands, on a thread that it must not hold up
     */
    public static RemoteAiWorker start(
            RemoteWorkerConfig config, LiveWorkshop live, BatchWorkshop batch, Host host, Consumer<Standing> told) {
        var worker = new RemoteAiWorker(config, live, batch, host, told);
        worker.look();
        return worker;
    }

    /** The same without requests. */
    public static RemoteAiWorker start(
            RemoteWorkerConfig config, LiveWorkshop live, Host host, Consumer<Standing> told) {
        return start(config, live, BatchWorkshop.NONE, host, told);
    }

    private synchronized void look() {
        if (leaving) {
            return;
        }
        switch (offer.news()) {
            case CHANGED -> tell();
            case NOTHING_LEFT -> {
                offer.withdraw();
                attendance.withdraw();
            }
            case NONE -> {}
        }
        nextLook = host.after(BETWEEN_LOOKS, this::look);
    }

    private void tell() {
        if (!begun) {
            begun = true;
            attendance.begin();
        } else if (desk.isIdle()) {
            attendance.renew();
        }
    }

    private synchronized void leave() {
        leaving = true;
        nextLook.cancel();
    }

    private void stands(Standing standing) {
        if (!(standing instanceof Standing.Listening)) {
            desk.cancelAll();
        }
        told.accept(standing);
    }

    /**
     * Leaves politely: says that nothing new is wanted, and waits until what is at work has ended. It does not register
     * again.
     *
     * @return whether all had ended in that time
     */
    public boolean drain(Duration patience) throws InterruptedException {
        leave();
        attendance.leave();
        return desk.awaitIdle(patience);
    }

    /** Ends gracefully: what is at work may end by itself within the configured time. The workshop stays open. */
    @Override
    public void close() {
        try {
            if (!drain(config.closing())) {
                LOG.warn("What is at work is ended after {}", config.closing());
                desk.cancelAll();
                desk.awaitIdle(CANCELLATION);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** Ends at once, as if the process had died. */
    public void kill() {
        leave();
        attendance.end();
        desk.end();
        client.close();
    }
}
