package io.headrace.simulation.chain;

import io.headrace.chain.Revert;
import io.headrace.chain.redemption.RedemptionQueue;
import io.headrace.chain.redemption.RedemptionQueue.Effect;
import io.headrace.chain.redemption.RedemptionQueue.Event;
import io.headrace.chain.redemption.RedemptionQueue.State;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Receipt;
import io.headrace.chain.transaction.Result;
import io.headrace.crypto.Hash256;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.payments.WinningTicket;
import java.time.Instant;

/** The edge of the {@link RedemptionQueue}. */
final class RedemptionDesk implements Desk, Owner.Surroundings<State, Event, Effect> {

    private static final String CALL = "redeem-";
    private static final int PATIENCE = 1_000;

    private final ChainWorld world;
    private final NodeProcess process;
    private final TransactionDesk transactions;
    private final Owner<State, Event, Effect> owner;

    RedemptionDesk(ChainWorld world, NodeProcess process, TransactionDesk transactions) {
        this.world = world;
        this.process = process;
        this.transactions = transactions;
        this.owner = new Owner<>(
                process.node().name() + " redemption",
                new RedemptionQueue(Terms.redemption(world.config)),
                State.of(process.node().winners().open()),
                world.host,
                PATIENCE,
                this);
    }

    void found(WinningTicket winner) {
        owner.tell(new Event.WinnerFound(winner));
    }

    @Override
    public void seen(HeadSeen head) {
        owner.tell(new Event.BlockMined(head.time()));
    }

    @Override
    public void ended(CallId id, Result result) {
        if (!id.text().startsWith(CALL)) {
            return;
        }
        var ticket = Hash256.parse(id.text().substring(CALL.length()));
        switch (result) {
            case Result.Mined(var receipt) when receipt.succeeded() -> redeemed(ticket, receipt);
            case Result.Mined(var receipt) ->
                owner.tell(new Event.MinedInVain(ticket, receipt.hash().toString()));
            case Result.WouldRevert(var text) ->
                owner.tell(Revert.in(text)
                        .<Event>map(reason -> new Event.RefusedByBroker(ticket, reason))
                        .orElseGet(() -> new Event.Unreachable(ticket, text)));
            case Result.Failed failed -> owner.tell(new Event.Unreachable(ticket, failed.message()));
        }
    }

    private void redeemed(Hash256 ticket, Receipt receipt) {
        process.connection()
                .ask(
                        endpoint -> endpoint.paid(receipt.hash()),
                        paid -> owner.tell(
                                new Event.Redeemed(ticket, paid, receipt.hash().toString())),
                        what -> owner.tell(new Event.Unreachable(ticket, what)));
    }

    @Override
    public void record(String id, Instant at, State from, Event event, Step<State, Effect> step) {}

    @Override
    public void perform(Effect effect, Owner<State, Event, Effect> self) {
        if (!process.alive()) {
            return;
        }
        switch (effect) {
            case Effect.Check(var ticket, var winner) -> {
                var pending = self.state().pending(winner.ticket().sender());
                process.connection()
                        .ask(
                                endpoint -> endpoint.preflight(winner, pending),
                                preflight -> self.tell(new Event.Checked(ticket, preflight)),
                                what -> self.tell(new Event.Unreachable(ticket, what)));
            }
            case Effect.Redeem(var ticket, var winner) ->
                transactions.ask(new CallId(CALL + ticket), world.chain.contracts.redeem(winner));
            case Effect.Close(var ticket, var _, var ending) -> {
                world.log.add(world.now(), process.node().name(), ticket, ending);
                world.promises.closed(ticket, ending);
                process.node().winners().close(ticket);
            }
            case Effect.Delayed(var ticket, var reason) ->
                world.log.add(world.now(), process.node().name(), ticket, reason.message());
        }
    }

    @Override
    public void stopped(String id, State state, Event event, RuntimeException bug) {
        throw Terms.stopped(id, state, event, bug);
    }
}
