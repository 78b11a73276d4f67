package io.headrace.simulation.adversary;

import io.headrace.chain.Chain;
import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.SecretSource;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.machine.SimulatedHost;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.simulation.CheapSigner;
import io.headrace.simulation.Violation;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A sender that lies, before three honest orchestrators and a ledger. It pays well between its lies, or there would be
 * nothing to steal; it asks for more work than it paid; the orchestrators are restarted under it.
 */
public final class SenderTrial {

    private static final Wei WEALTH = Wei.of(1_000_000_000);
    private static final Wei DEPOSIT = Wei.of(60_000);
    private static final Wei RESERVE = Wei.of(24_000);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOVES = 400;
    private static final int SHOPS = 3;
    private static final long HAPPENINGS = 20_000;

    private final SimulatedHost host;
    private final SplittableRandom fate;
    private final Lie lie;
    private final LocalLedger ledger;
    private final Chain chain;
    private final CheapSigner sender = CheapSigner.named("sender");
    private final List<Shop> shops;
    private final List<Held> held = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Set<Lie> tried = EnumSet.noneOf(Lie.class);
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int moves;

    /** How it cheats. */
    public enum Lie {
        /** It sends tickets again: at once, in another session, and after a restart. */
        REPLAY,
        /** It makes tickets of other orchestrators' offers, of offers it changed and of offers nobody made. */
        FOREIGN_OFFER,
        /** It unlocks and withdraws in the middle of a session, and spends one deposit at all orchestrators. */
        EMPTY_DEPOSIT
    }

    /** An offer, with the next nonce. */
    private static final class Held {
        private final int shop;
        private final TicketParams params;
        private long next = 1;

        Held(int shop, TicketParams params) {
            this.shop = shop;
            this.params = params;
        }
    }

    private record Sent(int shop, String session, Payment payment) {}

    /**
     * What came of it.
     *
     * @param lied whether the lie was told at all
     * @param worked the fees of all work that was done for it
     * @param refusals how often payments were refused, by the name of the refusal
     */
    public record Result(boolean lied, Credit worked, Map<String, Integer> refusals) {}

    private SenderTrial(long seed, Lie lie, Optional<Guard> without) {
        this.host = new SimulatedHost(seed);
        this.fate = new SplittableRandom(~seed);
        this.lie = lie;
        var names = IntStream.range(0, SHOPS).mapToObj(i -> "shop " + i).toList();
        var allocations = new ArrayList<Genesis.Allocation>();
        allocations.add(Genesis.wealthy(sender.address(), WEALTH));
        names.forEach(name ->
                allocations.add(Genesis.orchestrator(CheapSigner.named(name).address(), Wei.ZERO, Tokens.whole(100))));
        var config = LedgerConfig.local(seed).withRoundLength(50);
        ledger = new LocalLedger(new LedgerRules(config, CheapSigner.CHECK), new Genesis(allocations));
        chain = ledger.as(sender.address());
        chain.broker().fund(DEPOSIT, RESERVE);
        var seeds = seeds(fate.split());
        shops = names.stream()
                .map(name -> new Shop(name, ledger.as(CheapSigner.named(name).address()), seeds, without))
                .toList();
    }

    private static SecretSource seeds(SplittableRandom chance) {
        return length -> {
            byte[] bytes = new byte[length];
            chance.nextBytes(bytes);
            return bytes;
        };
    }

    /**
     * @param without a guard to be left out
     * @throws Violation when a promise is broken
     */
    public static Result run(long seed, Lie lie, Optional<Guard> without) {
        var trial = new SenderTrial(seed, lie, without);
        var total = trial.ledger.state().total();
        trial.mine();
        trial.move();
        trial.host.run(HAPPENINGS);
        if (!trial.ledger.state().total().equals(total)) {
            throw new Violation(
                    "%s wei became %s".formatted(total, trial.ledger.state().total()));
        }
        var worked = trial.shops.stream().map(shop -> shop.witness.charged()).reduce(Credit.ZERO, Credit::plus);
        return new Result(trial.tried.contains(lie), worked, Map.copyOf(trial.refusals));
    }

    private void mine() {
        host.after(LedgerConfig.local(0).blockTime(), () -> {
            ledger.advance(1);
            shops.forEach(Shop::redeem);
            if (moves < MOVES) {
                mine();
            }
        });
    }

    private void move() {
        switch (fate.nextInt(8)) {
            case 0 -> ask();
            case 1, 2 -> pay();
            case 3, 4 -> work();
            case 5 -> anyShop().restart(host.moment().now());
            default -> lie();
        }
        if (++moves < MOVES) {
            host.after(PAUSE, this::move);
        }
    }

    private Shop anyShop() {
        return shops.get(fate.nextInt(SHOPS));
    }

    private String anySession() {
        return "session " + fate.nextInt(2);
    }

    private <T> T any(List<T> of) {
        return of.get(fate.nextInt(of.size()));
    }

    private void ask() {
        int shop = fate.nextInt(SHOPS);
        shops.get(shop).offer(sender.address()).ifPresent(params -> held.add(new Held(shop, params)));
    }

    private void pay() {
        if (!held.isEmpty()) {
            var offer = held.get(Math.max(0, held.size() - 1 - fate.nextInt(4)));
            int tickets = 1 + fate.nextInt(4);
            var payment = payment(offer.params, Shop.PRICE, offer.next, tickets);
            offer.next += tickets;
            send(new Sent(offer.shop, anySession(), payment));
        }
    }

    private void send(Sent what) {
        shops.get(what.shop)
                .take(what.session, what.payment, host.moment().now())
                .ifPresent(refusal -> refusals.merge(refusal.getClass().getSimpleName(), 1, Integer::sum));
        sent.add(what);
    }

    private Payment payment(TicketParams params, Price price, long first, int tickets) {
        var stubs = LongStream.range(first, first + tickets)
                .mapToObj(nonce -> new Payment.Stub(nonce, signed(params, nonce).signature()))
                .toList();
        return new Payment(
                sender.address(), Optional.of(price), Optional.of(new Payment.Batch(params, params.creation(), stubs)));
    }

    private SignedTicket signed(TicketParams params, long nonce) {
        var ticket = Ticket.of(params, sender.address(), nonce, params.creation());
        return new SignedTicket(ticket, sender.sign(ticket.hash()));
    }

    /** As much as one ticket pays for, more or less, whether it was paid or not. */
    private void work() {
        var shop = anyShop();
        var account = new AccountKey(sender.address(), anySession());
        var fee = Credit.of(200 + fate.nextInt(3_000));
        shop.admit(account, fee, host.moment().now())
                .ifPresent(work -> host.after(
                        Duration.ofMillis(50 + fate.nextInt(2_000)),
                        () -> shop.finish(work, cost(fee), host.moment().now())));
    }

    private Credit cost(Credit fee) {
        return new Credit(fee.numerator().multiply(BigInteger.valueOf(fate.nextInt(101))), BigInteger.valueOf(100));
    }

    private void lie() {
        switch (lie) {
            case REPLAY -> replay();
            case FOREIGN_OFFER -> forge();
            case EMPTY_DEPOSIT -> empty();
        }
    }

    private void replay() {
        if (sent.isEmpty()) {
            return;
        }
        tried.add(Lie.REPLAY);
        var old = any(sent);
        if (fate.nextBoolean()) {
            shops.get(old.shop).restart(host.moment().now());
        }
        send(new Sent(old.shop, anySession(), old.payment));
    }

    private void forge() {
        if (held.isEmpty()) {
            return;
        }
        tried.add(Lie.FOREIGN_OFFER);
        var offer = any(held);
        int tickets = 1 + fate.nextInt(3);
        long nonce = 1_000L + fate.nextInt(1_000_000);
        int shop = fate.nextInt(SHOPS);
        var price = fate.nextInt(6) == 0 ? Price.of(2, 1) : Shop.PRICE;
        send(new Sent(shop, anySession(), payment(changed(offer.params, shop), price, nonce, tickets)));
    }

    private TicketParams changed(TicketParams params, int shop) {
        boolean redirected = fate.nextBoolean();
        return new TicketParams(
                redirected ? shops.get(shop).address : params.recipient(),
                fate.nextInt(3) == 0 ? params.faceValue().times(2) : params.faceValue(),
                fate.nextInt(3) == 0 ? WinProb.ALWAYS : params.winProb(),
                fate.nextInt(3) == 0 ? Hash256.of(BigInteger.valueOf(fate.nextLong() >>> 1)) : params.randHash(),
                params.seed(),
                params.expirationBlock().add(BigInteger.valueOf(1 + fate.nextInt(100))),
                params.creation());
    }

    /** Unlocks, withdraws when the time has come, and fills up again, so that it can begin anew. */
    private void empty() {
        tried.add(Lie.EMPTY_DEPOSIT);
        var broker = chain.broker();
        switch (fate.nextInt(12)) {
            case 0 -> broker.unlock();
            case 1, 2, 3 -> broker.withdraw();
            case 4 -> {
                if (broker.funds(sender.address()).reserve().isZero()) {
                    broker.fund(DEPOSIT, RESERVE);
                }
            }
            default -> pay();
        }
    }
}
