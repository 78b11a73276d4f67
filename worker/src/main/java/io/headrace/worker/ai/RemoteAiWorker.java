package io.headrace.worker.ai;

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
 * is not listening anywhere. Live sessions end with the registration: their orchestrator has given them up by then.
 */
public final class RemoteAiWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteAiWorker.class);

    /** Within which runners end what was cancelled, and the orchestrator learns of it. */
    private static final Duration CANCELLATION = Duration.ofSeconds(3);

    private final RemoteWorkerConfig config;
    private final Consumer<Standing> told;
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final AiTaskDesk desk;
    private final Attendance attendance;

    private RemoteAiWorker(RemoteWorkerConfig config, LiveWorkshop workshop, Host host, Consumer<Standing> told) {
        this.config = config;
        this.told = told;
        desk = new AiTaskDesk(workshop, new AiResultPost(config, client));
        attendance = new Attendance(config, new AiEnrolment(config, desk::take), host, this::stands);
    }

    /**
     * Begins to call, without waiting for an answer.
     *
     * @param config whose capabilities name the models
     * @param workshop runs the live sessions
     * @param told learns where the worker stands, on a thread that it must not hold up
     */
    public static RemoteAiWorker start(
            RemoteWorkerConfig config, LiveWorkshop workshop, Host host, Consumer<Standing> told) {
        var worker = new RemoteAiWorker(config, workshop, host, told);
        worker.attendance.begin();
        return worker;
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
        attendance.leave();
        return desk.awaitIdle(patience);
    }

    /** Ends gracefully: what is at work may end by itself within the configured time. The workshop stays open. */
    @Override
    public void close() {
        try {
            if (!drain(config.closing())) {
                LOG.warn("Sessions at work are ended after {}", config.closing());
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
        attendance.end();
        desk.end();
        client.close();
    }
}
