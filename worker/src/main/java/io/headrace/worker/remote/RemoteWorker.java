package io.headrace.worker.remote;

import io.headrace.admission.SessionId;
import io.headrace.admission.Workshop;
import io.headrace.machine.Host;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.wire.SegmentTask;
import java.time.Duration;
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
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final TaskDesk desk;
    private final Attendance attendance;

    private RemoteWorker(RemoteWorkerConfig config, Workshop workshop, Host host, Consumer<Standing> told) {
        this.config = config;
        this.workshop = workshop;
        var runs = new TaskRun(config, workshop, new SourceDownload(client));
        desk = new TaskDesk(runs, new DeliveryPost(config, client), host, workshop.capacity(), config.queued());
        attendance = new Attendance(config, new TranscodingEnrolment(config, workshop, this::take), host, told);
    }

    /**
     * Begins to call, without waiting for an answer.
     *
     * @param workshop does the work; its capacity now is what is offered
     * @param told learns where the worker stands, on a thread that it must not hold up
     */
    public static RemoteWorker start(RemoteWorkerConfig config, Workshop workshop, Host host, Consumer<Standing> told) {
        var worker = new RemoteWorker(config, workshop, host, told);
        worker.attendance.begin();
        return worker;
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
        attendance.leave();
        attendance.end();
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
        attendance.end();
        desk.end();
        client.close();
    }
}
