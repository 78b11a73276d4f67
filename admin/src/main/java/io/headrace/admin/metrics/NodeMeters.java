package io.headrace.admin.metrics;

import io.headrace.chain.transaction.Incident;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.machine.NanoTicker;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Everything a node counts and shows at {@code /metrics}. The machines tell it nothing: it sees what they write into the
 * journal ({@link #observed}), and reads the rest when it is asked. Every meter has the network's labels
 * {@code node_type} and {@code node_id}. Any thread.
 */
public final class NodeMeters implements Gauges, AutoCloseable {

    private static final double[] DURABLE_SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5};

    private final PrometheusMeterRegistry registry;
    private final Consumer<JournalEntry> facts;
    private final WorkTally work;
    private final LiveTally live;
    private final RequestTally requests;
    private final Runnable look;
    private final Timing durable;
    private final Count transactions;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Guarded by itself. */
    private final Set<Reading> bound = EnumSet.noneOf(Reading.class);

    private NodeMeters(
            PrometheusMeterRegistry registry,
            Consumer<JournalEntry> facts,
            WorkTally work,
            LiveTally live,
            RequestTally requests,
            Runnable look) {
        this.registry = registry;
        this.facts = facts;
        this.work = work;
        this.live = live;
        this.requests = requests;
        this.look = look;
        durable = new Timing(
                registry, "headrace_journal_durable_seconds", "Until a durable entry is safe", DURABLE_SECONDS);
        transactions = new Count(
                registry,
                "headrace_transaction_incidents_total",
                "What happened to transactions on their way into the chain",
                "incident");
        List.<MeterBinder>of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), collections)
                .forEach(each -> each.bindTo(registry));
    }

    /**
     * Those of a gateway.
     *
     * @param registry empty, and used by this node alone
     * @param name unique within its network
     */
    public static NodeMeters ofGateway(PrometheusMeterRegistry registry, String name) {
        label(registry, "bctr", name);
        var meters = new PayingMeters(registry);
        var live = meters.live();
        return new NodeMeters(registry, meters, WorkTally.NONE, live, new RequestMeters(registry), live::look);
    }

    /** Those of an orchestrator; as {@link #ofGateway}. */
    public static NodeMeters ofOrchestrator(PrometheusMeterRegistry registry, String name) {
        label(registry, "orch", name);
        var meters = new EarningMeters(registry);
        return new NodeMeters(registry, meters, meters, LiveTally.NONE, RequestTally.NONE, () -> {});
    }

    private static void label(PrometheusMeterRegistry registry, String type, String name) {
        registry.config().commonTags("node_type", type, "node_id", name);
    }

    /** The same journal, whose new entries are counted; what it had before is not. */
    public Journal observed(Journal journal, NanoTicker ticker) {
        return new ObservedJournal(journal, ticker, facts, durable::record);
    }

    /** Counts for an orchestrator; for a gateway nothing. */
    public WorkTally work() {
        return work;
    }

    /** Counts for a gateway; for an orchestrator nothing. */
    public LiveTally live() {
        return live;
    }

    /** Counts for a gateway; for an orchestrator nothing. */
    public RequestTally requests() {
        return requests;
    }

    /** Something happened to one of the account's transactions. */
    public void transaction(Incident incident) {
        transactions.one(incident.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void bind(Reading reading, DoubleSupplier now) {
        synchronized (bound) {
            if (!bound.add(reading)) {
                throw new IllegalStateException(reading + " is bound already");
            }
        }
        Readings.register(registry, reading.meter(), reading.help(), now);
    }

    /** All meters in Prometheus' text format, version 0.0.4. */
    public String scrape() {
        look.run();
        return ReservedName.restored(registry.scrape());
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
