package io.headrace.node.role;

import io.headrace.admin.AdminParts;
import io.headrace.admin.Hindrance;
import io.headrace.admin.Readiness;
import io.headrace.admin.metrics.Amount;
import io.headrace.admin.metrics.NodeMeters;
import io.headrace.admin.metrics.Reading;
import io.headrace.chain.Chain;
import io.headrace.journal.Journal;
import io.headrace.node.desk.LivePrice;
import io.headrace.orchestrator.Orchestrator;
import io.headrace.orchestrator.byoc.AppLog;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.orchestrator.live.LiveSide;
import io.headrace.payments.Wei;
import io.headrace.trickle.Channel;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What is to be seen of an orchestrator: its meters, and whether its chain answers and somebody works for it. */
final class OrchestratorSight implements AutoCloseable {

    private final NodeMeters meters;
    private final NodeBase base;
    private final Optional<ChainWatch> chain;

    OrchestratorSight(NodeMeters meters, NodeBase base, Optional<Chain> chain) {
        this.meters = meters;
        this.base = base;
        this.chain = chain.map(known -> ChainWatch.start(base.host(), known));
    }

    static NodeMeters meters(String name) {
        return NodeMeters.ofOrchestrator(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), name);
    }

    /** Of the chain, as last heard; zero before that, and off chain. */
    Wei gasPrice() {
        return chain.flatMap(ChainWatch::gasPrice).orElse(Wei.ZERO);
    }

    Journal observed(Journal journal) {
        return meters.observed(journal, base.ticker());
    }

    WorkLog observed(WorkLog log) {
        return new CountedWork(log, meters.work(), base.ticker());
    }

    AppLog apps() {
        return new CountedApps(meters.work());
    }

    CountedRedemptions redemptions() {
        return new CountedRedemptions(meters.work());
    }

    /** Binds what the desk tells, and lets the admin API show all. */
    AdminParts shownIn(
            AdminParts parts,
            Orchestrator orchestrator,
            LongSupplier workers,
            Optional<LivePrice> price,
            int maxSessions) {
        meters.bind(Reading.MAX_SESSIONS, () -> maxSessions);
        meters.bind(
                Reading.ORCHESTRATOR_SESSIONS,
                () -> orchestrator.desk().sessions().size());
        meters.bind(Reading.WORKERS, workers::getAsLong);
        meters.bind(Reading.WORKERS_CAPACITY, () -> orchestrator.desk().capacity());
        meters.bind(Reading.WORKERS_LOAD, () -> orchestrator.desk().working());
        meters.bind(Reading.UNITS_HELD, () -> orchestrator.desk().units());
        show(orchestrator.live());
        price.ifPresent(this::show);
        chain.ifPresent(_ -> meters.bind(Reading.SUGGESTED_GAS_PRICE, () -> Amount.gwei(gasPrice())));
        Readiness staffed = () -> isStaffed(orchestrator) ? List.of() : List.<Hindrance>of(new Hindrance.NoWorker());
        return parts.counting(meters::scrape)
                .depending(chain.<Readiness>map(watch -> watch.and(staffed)).orElse(staffed));
    }

    /** For work of any class. */
    private static boolean isStaffed(Orchestrator orchestrator) {
        return orchestrator.desk().capacity() > 0
                || orchestrator.live().models().values().stream().anyMatch(model -> model.capacity() > 0);
    }

    private void show(LiveSide live) {
        meters.bind(Reading.LIVE_SESSIONS_HELD, () -> live.desk().sessions().size());
        meters.bind(Reading.TRICKLE_CHANNELS, () -> live.channels().size());
        meters.bind(
                Reading.TRICKLE_READERS,
                () -> live.channels().stream().mapToInt(Channel::readers).sum());
        meters.bind(
                Reading.TRICKLE_BYTES,
                () -> live.channels().stream().mapToLong(Channel::heldBytes).sum());
    }

    /** In wei as long as there is a price in wei, and in the currency that it was written in. */
    private void show(LivePrice price) {
        meters.bind(
                Reading.TRANSCODING_PRICE,
                () -> price.price().map(now -> Amount.wei(now.perUnit())).orElse(Double.NaN));
        meters.bind(Reading.CURRENCY_PRICE, () -> Amount.wei(price.asked().perUnit()));
    }

    @Override
    public void close() {
        chain.ifPresent(ChainWatch::close);
        meters.close();
    }
}
