package io.headrace.chain.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.machine.Owner;
import io.headrace.machine.SimulatedHost;
import io.headrace.machine.Step;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * An account, its program and a bad chain in virtual time. For a while everything goes wrong that may; then the chain
 * calms down, so that all that was begun can end. What must never happen is checked when it would.
 */
final class TransactionWorld {

    static final Wei CEILING = Wei.of(1_000);
    static final int CONFIRMATIONS = 3;
    static final TransactionLimits LIMITS =
            new TransactionLimits(CEILING, Duration.ofSeconds(40), 2, CONFIRMATIONS, 4, 50, Duration.ofMinutes(10));

    private static final Duration BLOCK_TIME = Duration.ofSeconds(2);
    private static final int BAD_BLOCKS = 300;
    private static final int MOST_BLOCKS = 3_000;

    /** What may go wrong in one world. */
    enum Fault {
        LOST_CALLS,
        DELAYS,
        REORGANISATIONS,
        LOST_FROM_POOL,
        GAS_SPIKES,
        EMPTY_ACCOUNT,
        FOREIGN_SENDER,
        RESTARTS
    }

    private final SimulatedHost host;
    private final RandomGenerator chance;
    private final Set<Fault> faults;
    private final FakeChain chain;
    private final Map<Long, Transaction> saved = new TreeMap<>();
    private final Map<CallId, Call> asked = new TreeMap<>(Comparator.comparing(CallId::text));
    private final Map<CallId, List<Result>> results = new TreeMap<>(Comparator.comparing(CallId::text));
    private final Set<Incident> incidents = EnumSet.noneOf(Incident.class);
    private Life life;
    private int mined;

    TransactionWorld(long seed, Set<Fault> faults) {
        this.host = new SimulatedHost(seed);
        this.chance = host.moment().chance();
        this.faults = faults;
        this.chain = new FakeChain(chance);
        this.life = new Life();
    }

    /** One run of the program. What it began before it died still reaches the chain, and nobody hears the answer. */
    private final class Life implements Owner.Surroundings<TransactionState, TransactionEvent, TransactionEffect> {
        private final Owner<TransactionState, TransactionEvent, TransactionEffect> owner = new Owner<>(
                "transactions",
                new TransactionMachine(EthAddress.ZERO, LIMITS),
                TransactionState.restored(
                        List.copyOf(saved.values()), chain.head(), host.moment().now()),
                host,
                1_000,
                this);

        @Override
        public void record(
                String id,
                Instant at,
                TransactionState from,
                TransactionEvent event,
                Step<TransactionState, TransactionEffect> step) {
            assertThat(step.state().flights()).extracting(Flight::nonce).doesNotHaveDuplicates();
        }

        @Override
        public void perform(
                TransactionEffect effect, Owner<TransactionState, TransactionEvent, TransactionEffect> self) {
            if (life != this) {
                return;
            }
            switch (effect) {
                case TransactionEffect.Estimate(var id, var _) ->
                    answer(
                            () -> id.text().startsWith("bad-")
                                    ? new TransactionEvent.EstimateRefused(id, "ticket is used")
                                    : new TransactionEvent.Estimated(id, 100_000),
                            new TransactionEvent.EstimateFailed(id, "no answer"));
                case TransactionEffect.AskNonce() ->
                    answer(
                            () -> new TransactionEvent.NonceSeen(chain.pendingNonce()),
                            new TransactionEvent.NonceFailed("no answer"));
                case TransactionEffect.Save(var transaction) -> saved.put(transaction.nonce(), transaction);
                case TransactionEffect.Send(var transaction) -> send(transaction);
                case TransactionEffect.LookUp(var transaction) ->
                    answer(
                            () -> new TransactionEvent.LookedUp(
                                    transaction.nonce(), chain.lookUp(transaction), chain.minedNonce()),
                            new TransactionEvent.LookUpFailed(transaction.nonce(), "no answer"));
                case TransactionEffect.Finish(var id, var result) -> finish(id, result);
                case TransactionEffect.Forget(var nonce) -> saved.remove(nonce);
                case TransactionEffect.Report(var _, var trouble) ->
                    assertThat(trouble.message()).isNotBlank();
                case TransactionEffect.Count(var incident) -> incidents.add(incident);
            }
        }

        private void send(Transaction transaction) {
            assertThat(saved).containsEntry(transaction.nonce(), transaction);
            assertThat(transaction.fees().cap()).isLessThanOrEqualTo(CEILING);
            answer(
                    () -> chain.send(transaction)
                            .<TransactionEvent>map(
                                    refusal -> new TransactionEvent.Refused(transaction.nonce(), refusal))
                            .orElseGet(() -> new TransactionEvent.Sent(transaction.nonce())),
                    new TransactionEvent.SendFailed(transaction.nonce(), "no answer"));
        }

        /** Asks now or later; the question or the answer may be lost on its way. */
        private void answer(Supplier<TransactionEvent> question, TransactionEvent silence) {
            host.after(delay(), () -> {
                boolean lost = goes(Fault.LOST_CALLS, 0.1);
                boolean reached = !lost || chance.nextBoolean();
                var answer = reached ? question.get() : silence;
                host.after(delay(), () -> owner.tell(lost ? silence : answer));
            });
        }

        @Override
        public void stopped(String id, TransactionState state, TransactionEvent event, RuntimeException bug) {
            throw new AssertionError("The machine stopped at " + event, bug);
        }
    }

    /** Runs the world to its end. */
    TransactionWorld run(int calls) {
        nextBlock();
        for (int i = 0; i < calls; i++) {
            var id = new CallId((chance.nextInt(10) == 0 ? "bad-" : "call-") + i);
            host.after(Duration.ofMillis(chance.nextInt(400_000)), () -> ask(id));
        }
        while (host.step()) {
            assertThat(mined).as("blocks until everything ended").isLessThan(MOST_BLOCKS);
        }
        return this;
    }

    private void ask(CallId id) {
        var limit = chance.nextBoolean() ? new GasLimit.Estimated() : new GasLimit.Fixed(50_000);
        var call = new Call(EthAddress.ZERO, CallData.EMPTY, Wei.ZERO, limit, Purpose.REDEEM);
        asked.put(id, call);
        life.owner.tell(new TransactionEvent.Asked(id, call));
    }

    private void finish(CallId id, Result result) {
        if (result instanceof Result.Failed failed) {
            assertThat(failed.message()).isNotBlank();
        }
        results.computeIfAbsent(id, _ -> new ArrayList<>()).add(result);
    }

    private void nextBlock() {
        boolean over = mined > BAD_BLOCKS && results.keySet().containsAll(asked.keySet());
        if (over && life.owner.state().flights().isEmpty()) {
            return;
        }
        mined++;
        if (goes(Fault.REORGANISATIONS, 0.1)) {
            chain.reorganise(1 + chance.nextInt(CONFIRMATIONS), chance.nextDouble());
        }
        if (goes(Fault.LOST_FROM_POOL, 0.1)) {
            chain.lose(0.5);
        }
        if (goes(Fault.FOREIGN_SENDER, 0.05)) {
            chain.sendForeign();
        }
        chain.ask(goes(Fault.GAS_SPIKES, 0.5) ? 50 + chance.nextInt(3_000) : 100);
        chain.empty(goes(Fault.EMPTY_ACCOUNT, 0.1));
        chain.mine(mined > BAD_BLOCKS ? 1 : 0.7);
        if (goes(Fault.RESTARTS, 0.02)) {
            restart();
        }
        life.owner.tell(new TransactionEvent.BlockSeen(chain.head()));
        host.after(BLOCK_TIME, this::nextBlock);
    }

    private void restart() {
        life = new Life();
        asked.forEach((id, call) -> {
            if (!results.containsKey(id)) {
                life.owner.tell(new TransactionEvent.Asked(id, call));
            }
        });
    }

    private boolean goes(Fault wrong, double often) {
        return faults.contains(wrong) && mined <= BAD_BLOCKS && chance.nextDouble() < often;
    }

    private Duration delay() {
        return Duration.ofMillis(faults.contains(Fault.DELAYS) ? chance.nextInt(5_000) : 10);
    }

    Map<CallId, List<Result>> results() {
        return results;
    }

    Set<CallId> asked() {
        return asked.keySet();
    }

    Set<Incident> incidents() {
        return incidents;
    }

    Map<Long, Transaction> saved() {
        return saved;
    }

    FakeChain chain() {
        return chain;
    }
}
