package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.crypto.Hash256;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.media.ManifestId;
import io.headrace.orchestrator.door.WorkerStreams;
import io.headrace.wire.AuthToken;
import io.headrace.wire.OpaqueBytes;
import io.headrace.wire.PeerError;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentSlice;
import io.headrace.wire.SegmentTask;
import io.headrace.wire.WorkerCodec;
import io.headrace.wire.net.NotifySegment;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the pool wants done, on the pool's thread. */
final class PoolSurroundings implements Owner.Surroundings<Pool, PoolEvent, PoolEffect> {

    private static final Logger LOG = LoggerFactory.getLogger(PoolSurroundings.class);

    private final Host host;
    private final OpenTasks tasks;
    private final SourceShelf shelf;
    private final WorkerStreams<NotifySegment> streams;
    private final Supplier<String> serviceUri;
    private final String orchestrator;
    private volatile IntConsumer capacityWatch = _ -> {};
    private volatile boolean stopped;

    PoolSurroundings(
            Host host,
            OpenTasks tasks,
            SourceShelf shelf,
            WorkerStreams<NotifySegment> streams,
            Supplier<String> serviceUri,
            String orchestrator) {
        this.host = host;
        this.tasks = tasks;
        this.shelf = shelf;
        this.streams = streams;
        this.serviceUri = serviceUri;
        this.orchestrator = orchestrator;
    }

    void watchCapacity(IntConsumer watch) {
        capacityWatch = watch;
    }

    /** Nothing of a pool survives its process: workers register anew, and units are asked for again. */
    @Override
    public void record(String id, Instant at, Pool from, PoolEvent event, Step<Pool, PoolEffect> step) {
        switch (event) {
            case PoolEvent.WorkerJoined(long number, var worker) ->
                LOG.info(
                        "Worker {} (pid {}) joined as {} for {} units",
                        worker.name(),
                        worker.pid(),
                        number,
                        worker.capacity());
            case PoolEvent.WorkerDrained(var worker) -> LOG.info("Worker {} takes nothing new", worker.name());
            case PoolEvent.WorkerLeft(long number, var reason)
            when from.members().containsKey(number) -> LOG.info("Worker {} left: {}", number, reason);
            default -> {}
        }
    }

    @Override
    public void perform(PoolEffect effect, Owner<Pool, PoolEvent, PoolEffect> pool) {
        switch (effect) {
            case PoolEffect.Assign assign -> assign(assign, pool);
            case PoolEffect.Withdraw(long task) -> tasks.withdraw(task);
            case PoolEffect.Report(long order, var outcome) -> tasks.end(order, outcome);
            case PoolEffect.TearDown(long id, var session) ->
                streams.send(id, WorkerCodec.encode(new SegmentTask.TearDown(session.text())));
            case PoolEffect.SendAway(long id) -> streams.end(id);
            case PoolEffect.Wake(var after, var event) -> host.after(after, () -> pool.tell(event));
            case PoolEffect.AnnounceCapacity(int capacity) -> capacityWatch.accept(capacity);
        }
    }

    private void assign(PoolEffect.Assign assign, Owner<Pool, PoolEvent, PoolEffect> pool) {
        var order = assign.job().order();
        var path = shelf.lay(assign.job().session(), order.source());
        tasks.begun(assign.job().tasks().first(), assign.task(), assign.worker(), path);
        var task = new SegmentTask.Transcode(
                assign.task(), serviceUri.get() + path, credential(assign.job()), orchestrator);
        if (!streams.send(assign.id(), WorkerCodec.encode(task))) {
            pool.tell(new PoolEvent.WorkerLeft(assign.id(), "It could not be told"));
        }
    }

    /** The worker learns which session it is for and nothing with which it could speak for the gateway. */
    private static SegmentCredential credential(Job job) {
        var order = job.order();
        var session = job.session().text();
        return new SegmentCredential(
                new ManifestId(session),
                order.source().seq(),
                Hash256.ZERO,
                Optional.of(order.ladder()),
                Optional.empty(),
                order.source().duration(),
                job.needed(),
                Optional.of(new AuthToken(OpaqueBytes.of(new byte[0]), session, Instant.EPOCH)),
                order.perceptualHash(),
                Optional.empty(),
                order.slice().map(part -> new SegmentSlice(part.from(), part.to())),
                false);
    }

    @Override
    public void stopped(String id, Pool state, PoolEvent event, RuntimeException bug) {
        LOG.error("The pool of workers stands still after a bug; restart this node", bug);
        stop();
    }

    /** Nobody decides any more, so nobody may wait for a decision. */
    void stop() {
        stopped = true;
        tasks.endAll(new Outcome.NoWorker(PeerError.NO_WORKERS.text()));
    }

    boolean stands() {
        return stopped;
    }
}
