package io.headrace.gateway.discovery;

import io.headrace.gateway.discovery.OrchestratorSource.Listed;
import io.headrace.gateway.peer.OrchestratorPeer;
import io.headrace.gateway.peer.PeerException;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.machine.NanoTicker;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.OrchestratorInfo;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an eye on every orchestrator of a source, and follows the source: newcomers are asked at once, those that
 * vanish are no candidates any more, while sessions with them go on. Jobs read what is known and wait only for a first
 * answer or a stale one, and not for the last of a thousand. Any thread may call.
 */
public final class OrchestratorDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrchestratorDirectory.class);

    private final OrchestratorSource source;
    private final DiscoveryConfig config;
    private final OrchestratorPeer peer;
    private final Capabilities usual;
    private final InstantSource clock;
    private final NanoTicker ticker;
    private final TrustBook trust = new TrustBook();
    private final Appraiser appraiser;
    private final Survey survey = new Survey(this::ask);
    private final Map<URI, KnownOrchestrator> known = new ConcurrentHashMap<>();
    private final CountDownLatch followed = new CountDownLatch(1);
    private final Thread background;
    private volatile List<Listed> listed = List.of();

    /** Of the list that the configuration has. */
    public OrchestratorDirectory(
            DiscoveryConfig config,
            OrchestratorPeer peer,
            Capabilities usual,
            OfferJudge judge,
            InstantSource clock,
            NanoTicker ticker) {
        this(FixedList.of(config.orchestrators()), config, peer, usual, judge, clock, ticker);
    }

    /** @param usual what a job of this gateway needs, asked in the background */
    public OrchestratorDirectory(
            OrchestratorSource source,
            DiscoveryConfig config,
            OrchestratorPeer peer,
            Capabilities usual,
            OfferJudge judge,
            InstantSource clock,
            NanoTicker ticker) {
        this.source = source;
        this.config = config;
        this.peer = peer;
        this.usual = usual;
        this.clock = clock;
        this.ticker = ticker;
        this.appraiser = new Appraiser(judge, trust, config.regions());
        if (source instanceof FixedList(var everybody)) {
            follow(everybody);
        }
        this.background = Thread.ofVirtual().name("discovery").start(this::watch);
    }

    /**
     * Everybody in the source, with what they would work for, in the source's order. Blocks while somebody must be
     * asked, and at the very first for the source.
     */
    public List<Candidate> candidates(Capabilities needed) throws InterruptedException {
        followed.await();
        var asked = listed;
        var stale = asked.stream().map(Listed::service).filter(this::stale).toList();
        Survey.await(survey.ask(inOrder(stale)), config.firstLook(), () -> usable(asked, needed));
        return appraised(asked, needed);
    }

    /** The same, at once; empty while somebody must be asked, or the source. */
    public Optional<List<Candidate>> candidatesAtHand(Capabilities needed) {
        var asked = listed;
        return followed.getCount() > 0 || asked.stream().map(Listed::service).anyMatch(this::stale)
                ? Optional.empty()
                : Optional.of(appraised(asked, needed));
    }

    private List<Candidate> appraised(List<Listed> asked, Capabilities needed) {
        return asked.stream()
                .map(each -> appraiser.candidate(each, heard(each.service()), needed))
                .toList();
    }

    /** What those said who have answered lately, in the source's order. Answers at once. */
    public List<OrchestratorInfo> heard() {
        return listed.stream()
                .flatMap(each -> heardFrom(each.service()).stream())
                .toList();
    }

    /** What it said lately; empty while it has not. */
    public Optional<OrchestratorInfo> heardFrom(URI service) {
        return heard(service).answer() instanceof KnownOrchestrator.Answered(var info, var _, var _)
                ? Optional.of(info)
                : Optional.empty();
    }

    /** A unit came back: round trip over the larger of 1.5 s and the unit's duration (wire protocol section 9.4). */
    public void observe(Orchestrator orchestrator, Duration roundTrip, Duration unit) {
        double floor = Math.max(1.5, unit.toNanos() / 1e9);
        known.computeIfPresent(orchestrator.service(), (_, each) -> each.observing(roundTrip.toNanos() / 1e9 / floor));
    }

    /** What was last known is not true any more: it is asked again before the next job relies on it. */
    public void distrust(Orchestrator orchestrator) {
        known.computeIfPresent(
                orchestrator.service(),
                (service, each) ->
                        each.answering(KnownOrchestrator.unasked(service).answer()));
    }

    /** The least that anybody known pays for a winning ticket; empty while nobody names it, as off chain. */
    public Optional<Wei> lowestFaceValue() {
        return known.values().stream()
                .flatMap(each -> each.offered().stream())
                .map(TicketParams::faceValue)
                .min(Comparator.naturalOrder());
    }

    /** Verification found a result of it that is not what was asked for: every job trusts it less. */
    public void mismatched(Orchestrator orchestrator) {
        trust.mismatched(orchestrator);
    }

    /** Verification agreed with a result of it: trust that was lost comes back, slowly. */
    public void verified(Orchestrator orchestrator) {
        trust.verified(orchestrator);
    }

    /** Whether the source vouches for it, so that others' results may be compared with its own. */
    public boolean trusted(Orchestrator orchestrator) {
        return listed.stream().anyMatch(each -> each.trusted() && each.service().equals(orchestrator.service()));
    }

    @Override
    public void close() {
        background.interrupt();
        survey.close();
    }

    /** Who is paid is whom the tickets name. */
    public static Orchestrator orchestrator(URI asked, OrchestratorInfo info) {
        return Appraiser.orchestrator(asked, info);
    }

    private void watch() {
        try {
            while (true) {
                follow(source.orchestrators());
                askAll().get();
                Thread.sleep(config.period());
            }
        } catch (InterruptedException closed) {
            // The directory is closed.
        } catch (ExecutionException bug) {
            LOG.error("Discovery in the background stopped; jobs go on asking for themselves", bug);
        }
    }

    private void follow(List<Listed> newer) {
        var services = newer.stream().map(Listed::service).collect(Collectors.toUnmodifiableSet());
        services.forEach(service -> known.putIfAbsent(service, KnownOrchestrator.unasked(service)));
        listed = newer;
        known.keySet().retainAll(services);
        followed.countDown();
    }

    private CompletableFuture<Void> askAll() {
        return survey.ask(inOrder(listed.stream().map(Listed::service).toList()));
    }

    /** Those that were silent last, lest they keep the places of those that answer. */
    private List<URI> inOrder(List<URI> services) {
        return services.stream()
                .sorted(Comparator.comparing(
                        service -> lastKnown(service).answer() instanceof KnownOrchestrator.Silent))
                .toList();
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

    private boolean stale(URI service) {
        return !lastKnown(service).freshAt(clock.instant(), config.freshness());
    }

    /** A stale answer is none: whoever gave it may be gone. */
    private KnownOrchestrator heard(URI service) {
        var last = lastKnown(service);
        return last.answer() instanceof KnownOrchestrator.Answered && stale(service)
                ? last.answering(KnownOrchestrator.unasked(service).answer())
                : last;
    }

    private KnownOrchestrator lastKnown(URI service) {
        return Optional.ofNullable(known.get(service)).orElseGet(() -> KnownOrchestrator.unasked(service));
    }

    private boolean usable(List<Listed> asked, Capabilities needed) {
        return asked.stream()
                .map(each -> appraiser.candidate(each, heard(each.service()), needed))
                .anyMatch(candidate -> candidate.answer() instanceof Candidate.Offer offer
                        && offer.missing().isEmpty()
                        && offer.tickets() instanceof Candidate.Acceptable);
    }
}
