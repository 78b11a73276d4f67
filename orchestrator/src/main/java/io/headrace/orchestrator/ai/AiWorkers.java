package io.headrace.orchestrator.ai;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.stub.ServerCallStreamObserver;
import io.headrace.admission.Worker;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.crypto.SecretSource;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.orchestrator.door.Caller;
import io.headrace.orchestrator.door.Entrance;
import io.headrace.orchestrator.door.WorkerStreams;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.transport.Route;
import io.headrace.wire.delivery.AiResultHeaders;
import io.headrace.wire.net.NotifyAIJob;
import java.util.List;
import java.util.Map;

/**
 * The AI workers of an orchestrator that are processes of their own, here or elsewhere, and connect to it (pipelines
 * reference section 4). Its {@link #service} and {@link #routes} are served on the orchestrator's public port.
 *
 * <p>A worker whose stream ends has died, and what it had begun is lost at once. Any thread may call; nothing blocks.
 */
public final class AiWorkers implements AutoCloseable {

    /** Registrations that may wait to be let in. */
    private static final int PATIENCE = 1_000;

    private final AiWorkersConfig config;
    private final AiTaskBook tasks;
    private final WorkerStreams<NotifyAIJob> streams = new WorkerStreams<>();
    private final AiPoolSurroundings surroundings;
    private final Owner<AiPool, AiPoolEvent, AiPoolEffect> pool;

    public AiWorkers(AiWorkersConfig config, Host host, SecretSource secrets) {
        this.config = config;
        tasks = new AiTaskBook(secrets);
        surroundings = new AiPoolSurroundings(host, tasks, streams);
        var machine = new AiPoolMachine(config.untilHanging());
        pool = new Owner<>("AI workers", machine, AiPool.EMPTY, host, PATIENCE, surroundings);
    }

    /** Where workers register: {@code net.AIWorker}. */
    public BindableService service() {
        var entrance = new Entrance<>(config.secret(), config.maxWorkers(), new PoolRoom());
        var service = new AiRegistrationService(entrance);
        return () -> ServerInterceptors.intercept(service, new Caller.Interceptor());
    }

    /** Where workers tell what became of their tasks. */
    public List<Route> routes() {
        var results = new AiResultHandler(config.secret(), tasks, pool::tell);
        return List.of(Route.of("POST", AiResultHeaders.PATH, results::handle));
    }

    /** Those of them that are ours, as the place of live sessions. */
    public LiveWorkshop live() {
        return new RemoteLiveWorkshop(this, config.untilHeard());
    }

    /** Those that are registered just now. */
    public List<Worker> workers() {
        return pool.state().members().values().stream()
                .map(member -> member.worker().asWorker())
                .toList();
    }

    /** By model, what they offer just now. */
    Map<String, ModelConstraint> offer(int capability) {
        return pool.state().offer(capability);
    }

    /**
     * Begins without waiting.
     *
     * @return how to say that nobody wants it any more
     */
    Runnable begin(AiOrder asked, AiTaskBook.Reports reports) {
        long order = tasks.open(reports);
        pool.tell(new AiPoolEvent.OrderPlaced(order, asked));
        if (surroundings.stands()) {
            surroundings.stop();
        }
        return () -> pool.tell(new AiPoolEvent.OrderCancelled(order));
    }

    /** Sends all workers away; they come back when an orchestrator listens again. */
    @Override
    public void close() {
        pool.tell(new AiPoolEvent.Closed());
        surroundings.stop();
    }

    private final class PoolRoom implements Entrance.Room<AiWorker, NotifyAIJob> {
        @Override
        public int workers() {
            return pool.state().members().size();
        }

        @Override
        public boolean joined(long id, AiWorker worker, ServerCallStreamObserver<NotifyAIJob> stream) {
            streams.put(id, stream);
            if (!surroundings.stands() && pool.offer(new AiPoolEvent.WorkerJoined(id, worker))) {
                return true;
            }
            streams.forget(id);
            return false;
        }

        @Override
        public void drained(Worker worker) {
            pool.tell(new AiPoolEvent.WorkerDrained(worker));
        }

        @Override
        public void left(long id) {
            streams.forget(id);
            pool.tell(new AiPoolEvent.WorkerLeft(id, "is gone: its connection ended"));
        }
    }
}
