package io.headrace.node.role;

import io.headrace.media.request.Preset;
import io.headrace.orchestrator.info.Advertisement;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.worker.ChildWorkshop;
import io.headrace.worker.WorkerConfig;
import io.headrace.worker.ai.RemoteAiWorker;
import io.headrace.worker.remote.RemoteWorker;
import io.headrace.worker.remote.RemoteWorkerConfig;
import io.headrace.worker.remote.Standing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker in a process of its own, at the end of the network's worker protocol. */
public final class WorkerRole implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerRole.class);

    private final Settings settings;
    private final NodeBase base;
    private final CompletableFuture<String> refusal = new CompletableFuture<>();

    /** Closed in this order: first who gives work, then who does it. */
    private final List<Runnable> endings = new ArrayList<>();

    private WorkerRole(Settings settings, NodeBase base) {
        this.settings = settings;
        this.base = base;
        if (settings.slots() > 0) {
            transcode();
        }
        if (!settings.models().isNothing()) {
            computeModels();
        }
    }

    private void transcode() {
        var devices = settings.devices();
        int capacity = devices.capacity(settings.slots());
        var floor = DeviceFloor.open(settings.natives(), devices, settings.slots(), base.ticker());
        var workshop =
                new ChildWorkshop(new WorkerConfig(settings.name(), capacity, settings.preset()), floor.engines());
        var config = config(devices.advertisement().capabilities(capacity));
        var worker = RemoteWorker.start(config, workshop, base.host(), standing -> told("transcoding", standing));
        endings.addAll(List.of(worker::close, workshop::close, floor::close));
    }

    private void computeModels() {
        var models = settings.models();
        var live = LiveFloor.open(models.live(), settings.natives(), base);
        var batch = BatchFloor.open(models.batch(), models.site(settings.name(), settings.natives()), base);
        var worker = RemoteAiWorker.start(
                config(Capabilities.offer(CapabilitySet.EMPTY, 1, Advertisement.SOFTWARE.version())),
                live.workshop(),
                batch.workshop(),
                base.host(),
                standing -> told("models", standing));
        endings.addAll(List.of(worker::close, live::close, batch::close));
    }

    private RemoteWorkerConfig config(Capabilities capabilities) {
        return RemoteWorkerConfig.of(
                settings.orchestrator(),
                settings.secret(),
                settings.name(),
                ProcessHandle.current().pid(),
                capabilities);
    }

    /**
     * What an operator decides about a worker.
     *
     * @param orchestrator {@code HOST:PORT}
     * @param natives where FFmpeg is unpacked once
     * @param devices to transcode on
     * @param slots segments worked on at once, by each device; 0 for none
     * @param models those that it computes
     */
    public record Settings(
            String orchestrator,
            String secret,
            String name,
            Path natives,
            Preset preset,
            Devices devices,
            int slots,
            ModelSettings models) {

        public Settings {
            if (slots < 1 && models.isNothing()) {
                throw new IllegalArgumentException(
                        "A worker has slots for segments or models, or both; this one has neither");
            }
        }
    }

    public static WorkerRole start(Settings settings, NodeBase base) {
        return new WorkerRole(settings, base);
    }

    private void told(String work, Standing standing) {
        LOG.info("{}, {}: {}", settings.name(), work, standing);
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
        endings.forEach(Runnable::run);
    }
}
