package io.headrace.simulation.chain;

import static io.headrace.simulation.chain.ChainFault.BALANCE_WRONG;
import static io.headrace.simulation.chain.ChainFault.DROPPED_SHOWN;
import static io.headrace.simulation.chain.ChainFault.HEAD_STALE;
import static io.headrace.simulation.chain.ChainFault.MINED_UNKNOWN;
import static io.headrace.simulation.chain.ChainFault.NONCE_STALE;

import io.headrace.chain.MaxFloat;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.RoundStatus;
import io.headrace.chain.redemption.Preflight;
import io.headrace.chain.transaction.Call;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.GasMarket;
import io.headrace.chain.transaction.Head;
import io.headrace.chain.transaction.Receipt;
import io.headrace.chain.transaction.Refusal;
import io.headrace.chain.transaction.Sighting;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionEvent;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ledger.LedgerEvent;
import io.headrace.ledger.LedgerState;
import io.headrace.ledger.LedgerStep;
import io.headrace.ledger.SenderAccount;
import io.headrace.payments.ChainTime;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node of the network as a program sees it. For a while it may be silent, behind, on a branch that was dropped, or
 * wrong; one trouble at a time.
 */
final class Endpoint {

    private static final Wei TIP = Wei.of(5);
    private static final Wei LEAST_TIP = Wei.of(1);
    private static final int LONGEST_LAG_BLOCKS = 3;

    private final ChainWorld world;
    private Optional<Trouble> trouble = Optional.empty();

    private record Trouble(ChainFault kind, Instant until, int lag) {}

    Endpoint(ChainWorld world) {
        this.world = world;
    }

    void fallInto(ChainFault kind, Instant until) {
        trouble = Optional.of(new Trouble(kind, until, 1 + world.draw(LONGEST_LAG_BLOCKS)));
    }

    boolean is(ChainFault kind) {
        return trouble.filter(now ->
                        now.kind() == kind && !world.quiet() && world.now().isBefore(now.until()))
                .isPresent();
    }

    /** Behind one address there may be several nodes, of which one is in trouble: each question meets one or another. */
    private Block view() {
        if (is(DROPPED_SHOWN) && world.draw(2) == 0) {
            return world.chain.dropped();
        }
        return is(HEAD_STALE) && world.draw(2) == 0 ? lagging() : world.chain.head();
    }

    private Block lagging() {
        return world.chain.head().ancestor(trouble.map(Trouble::lag).orElse(0));
    }

    HeadSeen head() {
        var block = view();
        var time = new ChainTime(block.number(), block.lastRound());
        return new HeadSeen(new Head(block.number(), new GasMarket(block.baseFee(), TIP)), time);
    }

    TransactionEvent estimate(EthAddress from, CallId id, Call call) {
        return switch (world.chain.maker().attempt(view().state(), from, call)) {
            case LedgerStep.Applied _ -> new TransactionEvent.Estimated(id, Contracts.GAS);
            case LedgerStep.Refused(var reason) -> new TransactionEvent.EstimateRefused(id, reason.reason());
        };
    }

    long pendingNonce(EthAddress account) {
        return is(NONCE_STALE)
                ? lagging().nonce(account)
                : world.chain.pool.pendingNonce(account, view().nonce(account));
    }

    TransactionEvent lookUp(EthAddress account, Transaction transaction) {
        var nonce = is(NONCE_STALE) ? lagging().nonce(account) : view().nonce(account);
        return new TransactionEvent.LookedUp(transaction.nonce(), sighting(account, transaction), nonce);
    }

    private Sighting sighting(EthAddress account, Transaction transaction) {
        var ours = transaction.tries().stream()
                .map(fees -> Sent.of(account, transaction, fees).hash())
                .collect(Collectors.toSet());
        var found = is(MINED_UNKNOWN) ? Optional.<Block.Found>empty() : view().find(ours::contains);
        return found.<Sighting>map(at -> new Sighting.Mined(new Receipt(
                        at.mined().sent().hash(), at.number(), at.mined().succeeded())))
                .orElseGet(() -> waiting(account, transaction.nonce(), ours));
    }

    private Sighting waiting(EthAddress account, long nonce, Set<Hash256> ours) {
        return world.chain
                        .pool
                        .at(account, nonce)
                        .filter(sent -> ours.contains(sent.hash()))
                        .isPresent()
                ? new Sighting.Pending()
                : new Sighting.Unknown();
    }

    /** What an endpoint says to a transaction; empty when it takes it. */
    Optional<Refusal> send(Sent sent) {
        var block = view();
        var known = world.chain.pool.at(sent.from(), sent.nonce());
        if (sent.nonce() < block.nonce(sent.from())) {
            return Optional.of(new Refusal.NonceTooLow("nonce too low: next nonce " + block.nonce(sent.from())));
        }
        if (known.filter(sent::equals).isPresent()) {
            return Optional.of(new Refusal.AlreadyKnown("already known"));
        }
        if (sent.fees().tip().compareTo(LEAST_TIP) < 0
                || known.filter(old -> !sent.replaces(old)).isPresent()) {
            return Optional.of(new Refusal.Underpriced("replacement transaction underpriced"));
        }
        if (is(BALANCE_WRONG) || BlockMaker.eth(block.state(), sent.from()).compareTo(sent.most()) < 0) {
            return Optional.of(new Refusal.InsufficientFunds("insufficient funds for gas * price + value"));
        }
        world.promises.taken(sent);
        if (!is(ChainFault.TRANSACTION_LOST)) {
            world.chain.pool.put(sent);
        }
        return Optional.empty();
    }

    Preflight preflight(WinningTicket winner, Wei pending) {
        var state = view().state();
        var ticket = winner.ticket();
        long round = world.chain.rules().rounds(state).current();
        var sender = Optional.ofNullable(state.senders().get(ticket.sender()));
        var funds = sender.filter(_ -> !is(BALANCE_WRONG))
                .map(account -> funds(account, round))
                .orElse(SenderFunds.NONE);
        var claimed = sender.map(account -> claimed(account, ticket.recipient(), round))
                .orElse(Wei.ZERO);
        var available = new MaxFloat(funds, claimed, state.pool().size(), pending).availableFunds();
        return new Preflight(state.used().contains(winner.hash()), head().gasPrice(), available);
    }

    private static SenderFunds funds(SenderAccount account, long round) {
        var reserve = account.reserve();
        var claimed = reserve.claimRound() == round
                ? reserve.claims().values().stream().reduce(Wei.ZERO, Wei::plus)
                : Wei.ZERO;
        return new SenderFunds(account.deposit(), reserve.funds(), claimed, account.withdrawRound());
    }

    private static Wei claimed(SenderAccount account, EthAddress recipient, long round) {
        var reserve = account.reserve();
        return reserve.claimRound() == round ? reserve.claims().getOrDefault(recipient, Wei.ZERO) : Wei.ZERO;
    }

    /** What a mined transaction paid its recipient; nothing when it is not known here. */
    Wei paid(Hash256 transaction) {
        return view().find(transaction::equals).stream()
                .flatMap(found -> found.mined().events().stream())
                .flatMap(event ->
                        event instanceof LedgerEvent.TicketPaid paid ? Stream.of(paid.amount()) : Stream.<Wei>empty())
                .reduce(Wei.ZERO, Wei::plus);
    }

    OrchestratorStanding standing(EthAddress orchestrator) {
        LedgerState state = view().state();
        return Optional.ofNullable(state.orchestrators().get(orchestrator))
                .map(account -> new OrchestratorStanding(
                        !account.stake().isZero(),
                        state.rounds().active().containsKey(orchestrator),
                        account.stake(),
                        account.pendingFees(),
                        account.lastRewardRound()))
                .orElse(OrchestratorStanding.UNKNOWN);
    }

    RoundStatus rounds() {
        return world.chain.rules().rounds(view().state());
    }
}
