package io.headrace.simulation.chain;

import io.headrace.chain.Revert;
import io.headrace.chain.round.RoundStarter;
import io.headrace.chain.round.RoundStarter.Effect;
import io.headrace.chain.round.RoundStarter.Event;
import io.headrace.chain.round.RoundStarter.State;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Result;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;

/** The edge of the {@link RoundStarter}. */
final class RoundDesk implements Desk, Owner.Surroundings<State, Event, Effect> {

    private static final String CALL = "begin-";
    private static final int PATIENCE = 1_000;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final ChainWorld world;
    private final NodeProcess process;
    private final TransactionDesk transactions;
    private final Owner<State, Event, Effect> owner;
    private long block;

    RoundDesk(ChainWorld world, NodeProcess process, TransactionDesk transactions) {
        this.world = world;
        this.process = process;
        this.transactions = transactions;
        this.owner = new Owner<>(
                process.node().name() + " rounds",
                new RoundStarter(LONGEST_DELAY, Terms.CEILING),
                new State.Resting(0),
                world.host,
                PATIENCE,
                this);
    }

    @Override
    public void seen(HeadSeen head) {
        block = head.block();
        owner.tell(new Event.BlockSeen(block, head.time().lastRound().round()));
    }

    @Override
    public void ended(CallId id, Result result) {
        if (id.text().startsWith(CALL)) {
            owner.tell(event(Long.parseLong(id.text().substring(CALL.length())), result));
        }
    }

    private Event event(long round, Result result) {
        return switch (result) {
            case Result.Mined(var receipt) when receipt.succeeded() -> new Event.Begun(round);
            case Result.Mined _ -> new Event.Failed("mined in vain", block);
            case Result.WouldRevert(var text) ->
                Revert.in(text)
                        .<Event>map(reason -> new Event.Refused(round, reason, block))
                        .orElseGet(() -> new Event.Failed(text, block));
            case Result.Failed failed -> new Event.Failed(failed.message(), block);
        };
    }

    @Override
    public void record(String id, Instant at, State from, Event event, Step<State, Effect> step) {}

    @Override
    public void perform(Effect effect, Owner<State, Event, Effect> self) {
        if (!process.alive()) {
            return;
        }
        switch (effect) {
            case Effect.AskStatus() ->
                process.connection()
                        .ask(
                                endpoint -> new Event.StatusSeen(
                                        endpoint.rounds(),
                                        endpoint.head().gasPrice(),
                                        endpoint.head().block()),
                                self::tell,
                                what -> self.tell(new Event.Failed(what, block)));
            case Effect.Wake(var round, var after) -> world.host.after(after, () -> self.tell(new Event.Woken(round)));
            case Effect.Begin(var round) -> transactions.ask(new CallId(CALL + round), Contracts.beginRound());
            case Effect.GasTooDear _, Effect.NotBegun _ ->
                world.log.add(world.now(), process.node().name(), effect);
        }
    }

    @Override
    public void stopped(String id, State state, Event event, RuntimeException bug) {
        throw Terms.stopped(id, state, event, bug);
    }
}
