package io.headrace.simulation.adversary;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.chain.Chain;
import io.headrace.chain.MaxFloat;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.SecretSource;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Admission;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.Circumstances;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.Inspection;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.PaymentRefusal;
import io.headrace.payments.recipient.Receipt;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.payments.recipient.Reservation;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.simulation.CheapSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An honest orchestrator's desks of money, as production has them, with a disk and a witness. */
final class Shop {

    static final Price PRICE = Price.of(3, 2);
    static final Wei TICKET_VALUE = Wei.of(1_000);

    private static final long MULTIPLE = 10;
    private static final Credit BOUNDLESS = Credit.of(Long.MAX_VALUE);

    final EthAddress address;
    final RecipientWitness witness = new RecipientWitness(CheapSigner.CHECK);
    final List<WinningTicket> winners = new ArrayList<>();
    private final Chain chain;
    private final Optional<Guard> without;
    private final OfferDesk offers;
    private final TicketInspector inspector;
    private final ShopDisk disk = new ShopDisk();
    private Cashier cashier = fresh();
    private int life = 1;

    /** A unit that is being worked on, in one life of the shop. */
    record Work(Reservation reservation, int life) {}

    Shop(String name, Chain chain, SecretSource seeds, Optional<Guard> without) {
        this.address = CheapSigner.named(name).address();
        this.chain = chain;
        this.without = without;
        var rands = new RecipientRand(new Hmac(("secret of " + name).getBytes(US_ASCII)));
        this.offers = new OfferDesk(address, new FixedMultipleRule(TICKET_VALUE, MULTIPLE), rands, seeds);
        this.inspector = new TicketInspector(address, rands, CheapSigner.CHECK);
    }

    private static Cashier fresh() {
        return new Cashier(CashierLimits.withMinimum(Credit.of(TICKET_VALUE)));
    }

    private boolean lacks(Guard guard) {
        return without.filter(guard::equals).isPresent();
    }

    private ChainTime time() {
        return chain.blocks().time();
    }

    /** Empty when the sender's reserve backs no ticket. */
    Optional<TicketParams> offer(EthAddress sender) {
        var funds = chain.broker().funds(sender);
        var claimed = chain.broker().claimedReserve(sender, address);
        int pool = chain.bonding().poolSize();
        var maxFloat = lacks(Guard.MAX_FLOAT) ? BOUNDLESS : new MaxFloat(funds, claimed, pool, Wei.ZERO).value();
        if (offers.offer(sender, PRICE, maxFloat, Wei.ZERO, time()) instanceof OfferDesk.Offering.Offered(var params)) {
            witness.offers(params, PRICE, funds, Credit.of(claimed), pool);
            return Optional.of(params);
        }
        return Optional.empty();
    }

    /** Takes a payment into an account, or says why not. */
    Optional<PaymentRefusal> take(String session, Payment payment, Instant now) {
        var funds = chain.broker().funds(payment.sender());
        var inspection = inspect(payment, funds);
        if (lacks(Guard.NONCES)) {
            restarted(now, false);
        }
        return switch (cashier.receive(session, inspection, PRICE, now)) {
            case Receipt.Accepted(var taken) -> {
                keep(taken, payment, funds);
                yield Optional.empty();
            }
            case Receipt.PartlyRefused(var taken, var refusal) -> {
                keep(taken, payment, funds);
                yield Optional.of(refusal);
            }
            case Receipt.Refused(var refusal) -> Optional.of(refusal);
        };
    }

    private Inspection inspect(Payment payment, SenderFunds funds) {
        var seen = lacks(Guard.UNLOCKING) ? SenderFunds.of(funds.deposit(), funds.reserve()) : funds;
        var inspection = inspector.inspect(payment, new Circumstances(seen, true, time()));
        return lacks(Guard.COMMITMENT) && inspection instanceof Inspection.Refused
                ? believed(payment).orElse(inspection)
                : inspection;
    }

    private Optional<Inspection> believed(Payment payment) {
        return payment.batch()
                .map(batch -> new Inspection.Examined(
                        payment.sender(),
                        PRICE,
                        batch.params(),
                        batch.creation(),
                        batch.params().expectedValue(),
                        Hash256.ZERO,
                        false,
                        time().block(),
                        batch.stubs().stream()
                                .map(stub -> new Inspection.ExaminedTicket(stub, true, false))
                                .toList()));
    }

    private void keep(Acceptance taken, Payment payment, SenderFunds funds) {
        disk.keep(taken);
        winners.addAll(taken.winners());
        witness.took(taken.account(), payment, taken.credited(), funds, time());
    }

    /** Takes a unit on; empty when its fee is not covered. */
    Optional<Work> admit(AccountKey account, Credit fee, Instant now) {
        if (!(cashier.reserve(account, fee, now) instanceof Admission.Reserved(var reservation))) {
            return Optional.empty();
        }
        witness.admits(account, fee);
        if (lacks(Guard.RESERVATIONS)) {
            cashier.release(reservation, now);
        }
        return Optional.of(new Work(reservation, life));
    }

    /** A unit's work is done; one of an earlier life was dropped when that ended. */
    void finish(Work work, Credit cost, Instant now) {
        var reservation = work.reservation();
        if (work.life() != life) {
            return;
        }
        if (lacks(Guard.RESERVATIONS)) {
            cashier.recallFee(reservation.account(), cost, now);
        } else {
            cashier.settle(reservation, cost, now);
        }
        disk.charge(reservation.account(), cost);
        witness.ends(reservation.account(), reservation.fee(), cost);
    }

    void restart(Instant now) {
        restarted(now, !lacks(Guard.NONCES_OVER_RESTARTS));
    }

    private void restarted(Instant now, boolean withNonces) {
        life++;
        witness.restarted();
        cashier = fresh();
        disk.recallInto(cashier, withNonces, now);
    }

    /** Redeems what may be revealed. */
    void redeem() {
        long block = time().block();
        var ready =
                winners.stream().filter(winner -> winner.mayBeRevealed(block)).toList();
        winners.removeAll(ready);
        ready.forEach(winner -> chain.broker().redeem(winner));
    }
}
