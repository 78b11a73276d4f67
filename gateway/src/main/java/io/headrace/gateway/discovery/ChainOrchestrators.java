package io.headrace.gateway.discovery;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.registry.Registration;
import io.headrace.chain.registry.RegistrationStore;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.ChainTime;
import io.headrace.transport.address.HostNames;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active set and where its members say they serve, as the chain tells (wire protocol section 9.1, payments sections
 * 4.5 and 4.8). It is read anew when a round begins and every {@link #PERIOD} blocks, beside those who ask for it; of
 * one orchestrator the registry is asked at most once in that time. While the chain is silent the last that it told
 * stays, over a restart too. Nobody in it is trusted: anybody with enough stake is there, and may write any text.
 */
public final class ChainOrchestrators implements OrchestratorSource {

    /** In L1 blocks: five minutes. */
    static final long PERIOD = 25;

    /** Ten times what the network's active set can hold; of a longer one the first are taken. */
    static final int MAX_ORCHESTRATORS = 1_000;

    /** For whoever is the first to ask when nobody is known. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(ChainOrchestrators.class);

    private final ActiveSet chain;
    private final RegistrationStore store;
    private final Reach reach;
    private final HostNames names;
    private final Executor beside;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final CountDownLatch firstRead = new CountDownLatch(1);

    /** Touched by the one reading alone. */
    private Optional<List<Registration>> known = Optional.empty();

    /** Touched by the one reading alone: why addresses are passed over, told once each. */
    private Map<EthAddress, String> passedOver = Map.of();

    private volatile Optional<ChainTime> lastRead = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private volatile List<Listed> listed = List.of();

    /** @param beside runs what asks the chain, which may take a while: one such task at a time */
    public ChainOrchestrators(ActiveSet chain, RegistrationStore store, Reach reach, HostNames names, Executor beside) {
        this.chain = chain;
        this.store = store;
        this.reach = reach;
        this.names = names;
        this.beside = beside;
    }

    @Override
    public List<Listed> orchestrators() throws InterruptedException {
        var now = chain.time();
        if (due(now) && reading.compareAndSet(false, true)) {
            beside.execute(() -> readAt(now));
        }
        if (listed.isEmpty() && !firstRead.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("The chain has named no orchestrator within {}; they count as soon as it does", PATIENCE);
        }
        return listed;
    }

    /** Why the chain could not be read the last time, in one sentence; empty when it could. */
    public Optional<String> problem() {
        return problem;
    }

    private boolean due(ChainTime now) {
        return lastRead.filter(
                        last -> last.lastRound().round() == now.lastRound().round() && fresh(last.block(), now))
                .isEmpty();
    }

    /** What comes from a later block comes from another chain, or a block that is gone. */
    private static boolean fresh(long block, ChainTime now) {
        return block <= now.block() && now.block() - block < PERIOD;
    }

    private void readAt(ChainTime now) {
        try {
            if (known.isEmpty()) {
                know(store.all());
            }
            var registrations = registrations(chain.orchestrators(), now);
            know(registrations);
            store.replace(registrations);
            lastRead = Optional.of(now);
            problem = Optional.empty();
        } catch (ChainUnavailable silent) {
            problem = Optional.of("The chain does not tell who may work (%s); the last that it told, %d places, stay"
                    .formatted(silent.getMessage(), listed.size()));
            LOG.warn(problem.get());
        } finally {
            reading.set(false);
            firstRead.countDown();
        }
    }

    private List<Registration> registrations(List<EthAddress> active, ChainTime now) {
        if (active.size() > MAX_ORCHESTRATORS) {
            LOG.warn("Of {} active orchestrators the first {} are taken", active.size(), MAX_ORCHESTRATORS);
        }
        var before = known.orElse(List.of()).stream()
                .collect(Collectors.toMap(Registration::orchestrator, Function.identity()));
        var asked = active.stream().distinct().limit(MAX_ORCHESTRATORS).toList();
        return ManyAtOnce.map(
                asked, orchestrator -> registration(orchestrator, Optional.ofNullable(before.get(orchestrator)), now));
    }

    /** One that cannot be asked stays as it was, and is asked again with the next reading. */
    private Registration registration(EthAddress orchestrator, Optional<Registration> before, ChainTime now) {
        if (before.filter(last -> fresh(last.readAt(), now)).isPresent()) {
            return before.get();
        }
        try {
            var written = chain.uri(orchestrator).orElse("");
            return new Registration(orchestrator, written.length() > Registration.MAX_URI ? "" : written, now.block());
        } catch (ChainUnavailable silent) {
            LOG.debug("The registry does not tell where {} serves", orchestrator, silent);
            return before.orElseGet(() -> new Registration(orchestrator, "", 0));
        }
    }

    /** Several may have registered the same place, of whom one serves there: all of them are named with it. */
    private void know(List<Registration> registrations) {
        var services = ManyAtOnce.map(registrations, each -> RegisteredService.read(each.uri(), reach, names));
        Map<URI, Set<EthAddress>> places = new LinkedHashMap<>();
        Map<EthAddress, String> refused = new LinkedHashMap<>();
        for (int i = 0; i < registrations.size(); i++) {
            var orchestrator = registrations.get(i).orchestrator();
            switch (services.get(i)) {
                case RegisteredService.At(var uri) ->
                    places.computeIfAbsent(uri, _ -> new HashSet<>()).add(orchestrator);
                case RegisteredService.Refused(var why) -> refused.put(orchestrator, why);
            }
        }
        tell(refused);
        known = Optional.of(registrations);
        var newer = new ArrayList<Listed>();
        places.forEach((service, orchestrators) -> newer.add(Listed.registered(service, orchestrators)));
        listed = List.copyOf(newer);
    }

    private void tell(Map<EthAddress, String> refused) {
        refused.forEach((orchestrator, why) -> {
            if (!why.equals(passedOver.get(orchestrator))) {
                LOG.info("Orchestrator {} of the active set is passed over: {}", orchestrator, why);
            }
        });
        passedOver = refused;
    }
}
