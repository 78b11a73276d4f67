package io.headrace.node.role;

import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.crypto.EthAddress;
import io.headrace.machine.Host;
import io.headrace.orchestrator.Orchestrator.WorkerDoor;
import io.headrace.orchestrator.ai.AiWorkers;
import io.headrace.orchestrator.ai.AiWorkersConfig;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.orchestrator.fault.Fault;
import io.headrace.orchestrator.fault.FaultyWorkshop;
import io.headrace.orchestrator.remote.RemoteWorkers;
import io.headrace.orchestrator.remote.RemoteWorkersConfig;
import io.headrace.worker.ChildWorkshop;
import io.headrace.worker.WorkerConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where an orchestrator's work is done: by children of its own process, or by workers that come in by the door. */
final class OrchestratorFloor implements AutoCloseable {

    private final Workshop workshop;
    private final Optional<LiveWorkshop> live;
    private final Optional<BatchWorkshop> batch;
    private final WorkerDoor door;
    private final List<Runnable> endings;
    private final LongSupplier workers;
    private final IntConsumerTaker capacity;

    /** Hears how to be told of workers that come and go. */
    private interface IntConsumerTaker {
        void take(IntConsumer watch);
    }

    private OrchestratorFloor(
            Workshop workshop,
            Optional<LiveWorkshop> live,
            Optional<BatchWorkshop> batch,
            WorkerDoor door,
            IntConsumerTaker capacity,
            List<Runnable> endings,
            LongSupplier workers) {
        this.workshop = workshop;
        this.live = live;
        this.batch = batch;
        this.door = door;
        this.capacity = capacity;
        this.endings = endings;
        this.workers = workers;
    }

    /** @param address the orchestrator's; empty off chain */
    static OrchestratorFloor of(
            OrchestratorSettings settings, NodeBase base, Supplier<String> serviceUri, Optional<EthAddress> address) {
        return settings.workerSecret()
                .map(secret -> forWorkers(settings, base, config(secret, address), serviceUri))
                .orElseGet(() -> ofOurOwn(settings, base));
    }

    private static OrchestratorFloor ofOurOwn(OrchestratorSettings settings, NodeBase base) {
        int capacity = settings.devices().capacity(settings.slots());
        var children = DeviceFloor.open(settings.natives(), settings.devices(), settings.slots(), base.ticker());
        var workshop = new ChildWorkshop(
                new WorkerConfig(settings.name() + "-worker", capacity, settings.preset()), children.engines());
        return new OrchestratorFloor(
                misbehaving(settings, workshop, base.host()),
                Optional.empty(),
                Optional.empty(),
                WorkerDoor.CLOSED,
                _ -> {},
                List.of(workshop::close, children::close),
                () -> 1);
    }

    private static RemoteWorkersConfig config(String secret, Optional<EthAddress> address) {
        var offChain = RemoteWorkersConfig.sharing(WorkerSecret.of(secret));
        return address.map(EthAddress::toString).map(offChain::of).orElse(offChain);
    }

    private static OrchestratorFloor forWorkers(
            OrchestratorSettings settings, NodeBase base, RemoteWorkersConfig config, Supplier<String> serviceUri) {
        var workers = new RemoteWorkers(config, base.host(), base.secrets(), serviceUri);
        var aiWorkers = new AiWorkers(AiWorkersConfig.sharing(config.secret()), base.host(), base.secrets());
        var routes = new ArrayList<>(workers.routes());
        routes.addAll(aiWorkers.routes());
        return new OrchestratorFloor(
                misbehaving(settings, workers, base.host()),
                Optional.of(aiWorkers.live()),
                Optional.of(aiWorkers.batch(serviceUri)),
                new WorkerDoor(routes, List.of(workers.service(), aiWorkers.service())),
                workers::onCapacity,
                List.of(workers::close, aiWorkers::close),
                () -> different(workers, aiWorkers));
    }

    /** One process may be registered for both kinds of work. */
    private static long different(RemoteWorkers workers, AiWorkers aiWorkers) {
        var all = new HashSet<>(aiWorkers.workers());
        workers.workers().forEach(each -> all.add(new Worker(each.name(), each.pid())));
        return all.size();
    }

    private static Workshop misbehaving(OrchestratorSettings settings, Workshop honest, Host host) {
        return settings.fault()
                .<Workshop>map(text -> new FaultyWorkshop(
                        honest,
                        Fault.of(text).orElseThrow(() -> new IllegalArgumentException("No such fault: " + text)),
                        host))
                .orElse(honest);
    }

    Workshop workshop() {
        return workshop;
    }

    /** Where live sessions are computed by workers that come in; empty where none may. */
    Optional<LiveWorkshop> live() {
        return live;
    }

    /** Where requests are computed by workers that come in; empty where none may. */
    Optional<BatchWorkshop> batch() {
        return batch;
    }

    /** Those that are connected; our own children count as one. */
    long workers() {
        return workers.getAsLong();
    }

    WorkerDoor door() {
        return door;
    }

    void onCapacity(IntConsumer watch) {
        capacity.take(watch);
    }

    @Override
    public void close() {
        endings.forEach(Runnable::run);
    }
}
