package io.headrace.node.role;

import io.headrace.media.request.Preset;
import io.headrace.worker.ChildWorkshop;
import io.headrace.worker.WorkerConfig;
import io.headrace.worker.remote.RemoteWorker;
import io.headrace.worker.remote.RemoteWorkerConfig;
import io.headrace.worker.remote.Standing;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker in a process of its own, at the end of the network's worker protocol. */
public final class WorkerRole implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerRole.class);

    private final DeviceFloor floor;
    private final ChildWorkshop workshop;
    private final CompletableFuture<String> refusal = new CompletableFuture<>();
    private final String name;
    private final RemoteWorker worker;

    private WorkerRole(Settings settings, NodeBase base) {
        name = settings.name();
        int capacity = settings.devices().capacity(settings.slots());
        floor = DeviceFloor.open(settings.natives(), settings.devices(), settings.slots(), base.ticker());
        workshop = new ChildWorkshop(new WorkerConfig(settings.name(), capacity, settings.preset()), floor.engines());
        worker = RemoteWorker.start(
                RemoteWorkerConfig.of(
                        settings.orchestrator(),
                        settings.secret(),
                        settings.name(),
                        ProcessHandle.current().pid(),
                        settings.devices().advertisement().capabilities(capacity)),
                workshop,
                base.host(),
                this::told);
    }

    /**
     * What an operator decides about a worker.
     *
     * @param orchestrator {@code HOST:PORT}
     * @param natives where FFmpeg is unpacked once
     * @param devices to transcode on
     * @param slots segments worked on at once, by each device
     */
    public record Settings(
            String orchestrator, String secret, String name, Path natives, Preset preset, Devices devices, int slots) {}

    public static WorkerRole start(Settings settings, NodeBase base) {
        return new WorkerRole(settings, base);
    }

    private void told(Standing standing) {
        LOG.info("{}: {}", name, standing);
        if (standing instanceof Standing.Refused(var text, var _)) {
            refusal.complete(text);
        }
    }

    /** Waits, for ever if need be, until the orchestrator says no; the text is the orchestrator's. */
    public String awaitRefusal() throws InterruptedException {
        try {
            return refusal.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nobody completes it with a failure", impossible);
        }
    }

    /** Finishes and delivers what is at work, within its time, and leaves. */
    @Override
    public void close() {
        worker.close();
        workshop.close();
        floor.close();
    }
}
