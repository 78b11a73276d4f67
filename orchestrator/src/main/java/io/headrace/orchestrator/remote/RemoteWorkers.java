package io.headrace.orchestrator.remote;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.stub.ServerCallStreamObserver;
import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.crypto.SecretSource;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.orchestrator.door.Caller;
import io.headrace.orchestrator.door.Entrance;
import io.headrace.orchestrator.door.WorkerStreams;
import io.headrace.transport.Route;
import io.headrace.wire.delivery.DeliveryHeaders;
import io.headrace.wire.net.NotifySegment;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The workshop of an orchestrator whose workers are processes of their own, here or elsewhere, that connect to it (wire
 * protocol section 8). Its {@link #service} and {@link #routes} are served on the orchestrator's public port.
 *
 * <p>A worker whose stream ends has died: what it had is reported at once. Unless it has said before that it drains, by
 * registering once more for nothing; then its deliveries are still waited for. Any thread may call; nothing blocks.
 */
public final class RemoteWorkers implements Workshop, AutoCloseable {

    /** Registrations that may wait to be let in. */
    private static final int PATIENCE = 1_000;

    private final RemoteWorkersConfig config;
    private final SourceShelf shelf;
    private final OpenTasks tasks;
    private final WorkerStreams<NotifySegment> streams = new WorkerStreams<>();
    private final PoolSurroundings surroundings;
    private final Owner<Pool, PoolEvent, PoolEffect> pool;

    /** @param serviceUri under which workers reach this orchestrator, without a slash at its end; asked when work begins */
    public RemoteWorkers(RemoteWorkersConfig config, Host host, SecretSource secrets, Supplier<String> serviceUri) {
        this.config = config;
        shelf = new SourceShelf(secrets);
        tasks = new OpenTasks(secrets, shelf);
        surroundings = new PoolSurroundings(host, tasks, shelf, streams, serviceUri, config.orchestrator());
        pool = new Owner<>("remote workers", new PoolMachine(config.times()), Pool.EMPTY, host, PATIENCE, surroundings);
    }

    /** Where workers register: {@code net.Transcoder}. */
    public BindableService service() {
        var service = new RegistrationService(new Entrance<>(config.secret(), config.maxWorkers(), new PoolDoor()));
        return () -> ServerInterceptors.intercept(service, new Caller.Interceptor());
    }

    /** Where workers fetch sources and deliver. */
    public List<Route> routes() {
        var deliveries = new DeliveryHandler(config.secret(), config.deliveries(), tasks, pool::tell);
        return List.of(
                Route.of("GET", SourceShelf.PATTERN, shelf::handle),
                Route.of("POST", DeliveryHeaders.PATH, deliveries::handle));
    }

    /** Tells {@code watch} the capacity now and whenever it changes, on a thread that it must not hold up. */
    public void onCapacity(IntConsumer watch) {
        surroundings.watchCapacity(watch);
        watch.accept(capacity());
    }

    /** Those that are registered just now. */
    public List<RegisteredWorker> workers() {
        return List.copyOf(pool.state().members().values());
    }

    /** The latest numbers; may be one step old by the time they are read. */
    public WorkerCounts counts() {
        return WorkerCounts.of(pool.state());
    }

    @Override
    public int capacity() {
        return pool.state().capacity();
    }

    @Override
    public Work begin(WorkOrder order, Reports reports) {
        var opened = tasks.open(reports);
        pool.tell(new PoolEvent.OrderPlaced(Job.of(opened, order)));
        if (surroundings.stands()) {
            surroundings.stop();
        }
        return () -> pool.tell(new PoolEvent.OrderCancelled(opened.first()));
    }

    @Override
    public void sessionEnded(SessionId session) {
        pool.tell(new PoolEvent.SessionEnded(session));
    }

    /** Sends all workers away; they come back when an orchestrator listens again. */
    @Override
    public void close() {
        pool.tell(new PoolEvent.Closed());
        surroundings.stop();
    }

    private final class PoolDoor implements Entrance.Room<RegisteredWorker, NotifySegment> {
        @Override
        public int workers() {
            return pool.state().members().size();
        }

        @Override
        public boolean joined(long id, RegisteredWorker worker, ServerCallStreamObserver<NotifySegment> stream) {
            streams.put(id, stream);
            if (!surroundings.stands() && pool.offer(new PoolEvent.WorkerJoined(id, worker))) {
                return true;
            }
            streams.forget(id);
            return false;
        }

        @Override
        public void drained(Worker worker) {
            pool.tell(new PoolEvent.WorkerDrained(worker));
        }

        @Override
        public void left(long id) {
            streams.forget(id);
            pool.tell(new PoolEvent.WorkerLeft(id, "Its connection ended"));
        }
    }
}
