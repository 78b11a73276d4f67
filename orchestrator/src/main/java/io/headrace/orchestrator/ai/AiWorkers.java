package io.headrace.orchestrator.ai;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.stub.ServerCallStreamObserver;
import io.headrace.admission.Worker;
import io.headrace.admission.batch.BatchWorkshop;
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
import java.util.function.Supplier;

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
    private final Host host;
    private final AiTaskBook tasks;
    private final UploadShelf uploads;
    private final WorkerStreams<NotifyAIJob> streams = new WorkerStreams<>();
    private final AiPoolSurroundings surroundings;
    private final Owner<AiPool, AiPoolEvent, AiPoolEffect> pool;

    public AiWorkers(AiWorkersConfig config, Host host, SecretSource secrets) {
        this.config = config;
        this.host = host;
        uploads = new UploadShelf(secrets);
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

    /** Where workers fetch the files of their tasks, and tell what became of them. */
    public List<Route> routes() {
        var results = new AiResultHandler(config.secret(), tasks, pool::tell);
        return List.of(
                Route.of("GET", UploadShelf.PATTERN, uploads::handle),
                Route.of("POST", AiResultHeaders.PATH, results::handle));
    }

    /** Those of them that are ours, as the place of live sessions. */
    public LiveWorkshop live() {
        return new RemoteLiveWorkshop(this, config.untilHeard());
    }

    /**
     * All of them, as the place of requests.
     *
     * @param serviceUri under which workers reach this orchestrator, without a slash at its end; asked when work begins
     */
    public BatchWorkshop batch(Supplier<String> serviceUri) {
        return new RemoteBatchWorkshop(this, uploads, serviceUri, config, host);
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
        tell(new AiPoolEvent.OrderPlaced(order, asked));
        return () -> pool.tell(new AiPoolEvent.OrderCancelled(order));
    }

    /** Asks for a place, without waiting for it. */
    KeptPlace reserve(AiSkill skill, AiTaskBook.Reports reports) {
        long order = tasks.open(reports);
        tell(new AiPoolEvent.PlaceWanted(order, skill));
        return new KeptPlace() {
            @Override
            public void use(AiOrder asked) {
                tell(new AiPoolEvent.OrderReady(order, asked));
            }

            @Override
            public void cancel() {
                pool.tell(new AiPoolEvent.OrderCancelled(order));
            }
        };
    }

    /** A place that was asked for. */
    interface KeptPlace {
        /** Lets its worker do that; once. */
        void use(AiOrder asked);

        /** Nobody wants it any more. */
        void cancel();
    }

    private void tell(AiPoolEvent event) {
        pool.tell(event);
        if (surroundings.stands()) {
            surroundings.stop();
        }
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
