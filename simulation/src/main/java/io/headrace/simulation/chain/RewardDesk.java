package io.headrace.simulation.chain;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.chain.round.RewardMachine;
import io.headrace.chain.round.RewardMachine.Effect;
import io.headrace.chain.round.RewardMachine.Event;
import io.headrace.chain.round.RewardMachine.State;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Result;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import java.time.Instant;

/** The edge of the {@link RewardMachine}: looks at the orchestrator's standing when a round began, and calls. */
final class RewardDesk implements Desk, Owner.Surroundings<State, Event, Effect> {

    private static final String CALL = "reward-";
    private static final int PATIENCE = 1_000;

    private final ChainWorld world;
    private final NodeProcess process;
    private final TransactionDesk transactions;
    private final Owner<State, Event, Effect> owner;
    private HeadSeen latest;
    private boolean looking;

    RewardDesk(ChainWorld world, NodeProcess process, TransactionDesk transactions, HeadSeen head) {
        this.world = world;
        this.process = process;
        this.transactions = transactions;
        this.latest = head;
        this.owner = new Owner<>(
                process.node().name() + " reward",
                new RewardMachine(Terms.CEILING),
                new State.Resting(world.config.has(ChainMistake.REWARD_AWAITS_NEW_ROUND) ? round(head) : 0),
                world.host,
                PATIENCE,
                this);
    }

    private static long round(HeadSeen head) {
        return head.time().lastRound().round();
    }

    @Override
    public void seen(HeadSeen head) {
        latest = head;
        owner.tell(new Event.BlockMined(head.block(), head.gasPrice()));
        if (round(head) > owner.state().round() && !looking) {
            looking = true;
            process.connection()
                    .ask(
                            endpoint -> endpoint.standing(process.node().account()),
                            standing -> {
                                looking = false;
                                owner.tell(new Event.RoundSeen(
                                        round(head), standing.active(), standing.lastRewardRound(), head.gasPrice()));
                            },
                            _ -> looking = false);
        }
    }

    @Override
    public void ended(CallId id, Result result) {
        if (id.text().startsWith(CALL)) {
            owner.tell(event(Long.parseLong(id.text().substring(CALL.length())), result));
        }
    }

    private Event event(long round, Result result) {
        return switch (result) {
            case Result.Mined(var receipt) when receipt.succeeded() -> new Event.Minted(round, Tokens.ZERO);
            case Result.Mined _ -> new Event.Failed(round, "mined in vain", latest.block());
            case Result.WouldRevert(var text) ->
                Revert.in(text)
                        .<Event>map(reason -> new Event.Refused(round, reason, latest.block()))
                        .orElseGet(() -> new Event.Failed(round, text, latest.block()));
            case Result.Failed failed -> new Event.Failed(round, failed.message(), latest.block());
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
            case Effect.CallReward(var round) -> transactions.ask(new CallId(CALL + round), Contracts.reward());
            case Effect.RewardBegan _, Effect.RewardEnded _, Effect.GasTooDear _, Effect.RewardMissed _ ->
                world.log.add(world.now(), process.node().name(), effect);
        }
    }

    @Override
    public void stopped(String id, State state, Event event, RuntimeException bug) {
        throw Terms.stopped(id, state, event, bug);
    }
}
