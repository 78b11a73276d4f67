package io.headrace.gateway.discovery;

import io.headrace.crypto.EthAddress;
import io.headrace.gateway.peer.OrchestratorPeer;
import io.headrace.gateway.peer.PeerException;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.machine.NanoTicker;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.Compatibility;
import io.headrace.wire.OrchestratorInfo;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Keeps an eye on every orchestrator of a list. All are asked at once, each on a virtual thread of its own, so a round
 * takes as long as the slowest patience and no longer; jobs read what is known and wait only for a first answer or a
 * stale one. Any thread may call.
 */
public final class OrchestratorDirectory implements AutoCloseable {

    private final DiscoveryConfig config;
    private final OrchestratorPeer peer;
    private final Capabilities usual;
    private final OfferJudge judge;
    private final InstantSource clock;
    private final NanoTicker ticker;
    private final Map<URI, KnownOrchestrator> known = new ConcurrentHashMap<>();
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread background;

    /** @param usual what a job of this gateway needs, asked in the background */
    public OrchestratorDirectory(
            DiscoveryConfig config,
            OrchestratorPeer peer,
            Capabilities usual,
            OfferJudge judge,
            InstantSource clock,
            NanoTicker ticker) {
        this.config = config;
        this.peer = peer;
        this.usual = usual;
        this.judge = judge;
        this.clock = clock;
        this.ticker = ticker;
        config.orchestrators().forEach(service -> known.put(service, KnownOrchestrator.unasked(service)));
        this.background = Thread.ofVirtual().name("discovery").start(this::watch);
    }

    /** Everybody on the list, with what they would work for, in the list's order. Blocks while somebody must be asked. */
    public List<Candidate> candidates(Capabilities needed) throws InterruptedException {
        var now = clock.instant();
        refresh(known.values().stream()
                .filter(each -> !each.freshAt(now, config.freshness()))
                .map(KnownOrchestrator::service)
                .toList());
        return config.orchestrators().stream()
                .map(service -> candidate(known.getOrDefault(service, KnownOrchestrator.unasked(service)), needed))
                .toList();
    }

    /** A unit came back: round trip over the larger of 1.5 s and the unit's duration (wire protocol section 9.4). */
    public void observe(Orchestrator orchestrator, Duration roundTrip, Duration unit) {
        double floor = Math.max(1.5, unit.toNanos() / 1e9);
        known.replaceAll(
                (_, each) -> serves(each, orchestrator) ? each.observing(roundTrip.toNanos() / 1e9 / floor) : each);
    }

    /** What was last known is not true any more: it is asked again before the next job relies on it. */
    public void distrust(Orchestrator orchestrator) {
        known.replaceAll((service, each) -> serves(each, orchestrator)
                ? each.answering(KnownOrchestrator.unasked(service).answer())
                : each);
    }

    @Override
    public void close() {
        background.interrupt();
        asking.shutdownNow();
    }

    private void watch() {
        try {
            while (true) {
                refresh(config.orchestrators());
                Thread.sleep(config.period());
            }
        } catch (InterruptedException closed) {
            // The directory is closed.
        }
    }

    private void refresh(List<URI> services) throws InterruptedException {
        var rounds = new LinkedHashMap<URI, Future<?>>();
        for (var service : services) {
            rounds.put(service, asking.submit(() -> ask(service)));
        }
        for (var round : rounds.values()) {
            try {
                round.get();
            } catch (ExecutionException bug) {
                throw new IllegalStateException("Asking an orchestrator failed in an unforeseen way", bug);
            }
        }
    }

    private void ask(URI service) {
        long begun = ticker.nanos();
        KnownOrchestrator.Answer answer;
        try {
            var info = peer.info(service, usual, false);
            answer = new KnownOrchestrator.Answered(info, Duration.ofNanos(ticker.nanos() - begun), clock.instant());
        } catch (PeerException silent) {
            answer = new KnownOrchestrator.Silent(silent, clock.instant());
        }
        var told = answer;
        known.computeIfPresent(service, (_, before) -> before.answering(told));
    }

    private Candidate candidate(KnownOrchestrator of, Capabilities needed) {
        return switch (of.answer()) {
            case KnownOrchestrator.Unasked _ ->
                new Candidate(
                        new Orchestrator(EthAddress.ZERO, of.service()), new Candidate.Silence("was not asked yet"));
            case KnownOrchestrator.Silent(var why, var _) ->
                new Candidate(
                        new Orchestrator(EthAddress.ZERO, of.service()),
                        new Candidate.Silence(String.valueOf(why.getMessage())));
            case KnownOrchestrator.Answered(var info, var roundTrip, var _) ->
                new Candidate(
                        orchestrator(of.service(), info),
                        new Candidate.Offer(
                                info.price(),
                                missing(info, needed),
                                Candidate.Load.UNKNOWN,
                                judge.judge(info),
                                roundTrip,
                                of.latencyScore()));
        };
    }

    /** Who is paid is whom the tickets name. */
    public static Orchestrator orchestrator(URI asked, OrchestratorInfo info) {
        var address = info.ticketParams().map(params -> params.recipient()).orElse(info.address());
        return new Orchestrator(address, asked);
    }

    private static boolean serves(KnownOrchestrator each, Orchestrator orchestrator) {
        return each.service().equals(orchestrator.service());
    }

    private static List<String> missing(OrchestratorInfo info, Capabilities needed) {
        var compatibility =
                info.capabilities().map(needed::compatibilityWith).orElseGet(needed::compatibilityWithLegacyNode);
        return switch (compatibility) {
            case Compatibility.Compatible _ -> List.of();
            case Compatibility.VersionTooLow(var required, var offered) ->
                List.of("version " + required + " (it has \"" + offered + "\")");
            case Compatibility.MandatoryMissing(var ids) -> names(ids);
            case Compatibility.CapabilityMissing(var ids) -> names(ids);
            case Compatibility.ModelMissing(var _, var model) -> List.of("model " + model);
            case Compatibility.ModelCold(var _, var model) -> List.of("model " + model + ", warm");
            case Compatibility.RunnerTooOld(var _, var model, var required, var offered) ->
                List.of("a runner of version " + required + " for " + model + " (it has " + offered + ")");
        };
    }

    private static List<String> names(CapabilitySet ids) {
        return ids.ids()
                .mapToObj(id -> Capability.ofId(id).map(Capability::displayName).orElse("capability " + id))
                .toList();
    }
}
