package io.headrace.payments.recipient;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the accounts of senders: which nonces were used, what was paid in, what is set aside, what was charged. Nothing
 * here waits, computes signatures or knows the time; one owner calls it, on one thread at a time.
 *
 * <p>Guarantee 2: a unit is admitted only when the balance, less what is set aside for others, covers its fee.
 *
 * <p>Unlike the network's own node (payments sections 3.3, 3.4, 7): the price is pinned by the first payment; a payment
 * that states less than the price owed is refused, so that stating zero buys nothing; nonces are dropped when their
 * offer expires.
 */
public final class Cashier {

    private final CashierLimits limits;
    private final NonceTable nonces;
    private final Map<AccountKey, Account> accounts = new HashMap<>();
    private long nextReservation = 1;

    public Cashier(CashierLimits limits) {
        this.limits = limits;
        this.nonces = new NonceTable(limits.maxOffers());
    }

    /**
     * Takes a payment into an account.
     *
     * @param session the account's session key
     * @param quoted the least price at which this work was on offer while the sender's offer could have been made;
     *     the pinned price counts instead once there is one
     */
    public Receipt receive(String session, Inspection payment, Price quoted, Instant now) {
        return switch (payment) {
            case Inspection.Refused(var refusal) -> new Receipt.Refused(refusal);
            case Inspection.WithoutTickets(var sender, var price) -> {
                var key = new AccountKey(sender, session);
                var refusal = refusal(key, price, quoted);
                yield refusal.isPresent() ? new Receipt.Refused(refusal.get()) : promised(key, price, now);
            }
            case Inspection.Examined examined -> {
                var key = new AccountKey(examined.sender(), session);
                var refusal = refusal(key, examined.price(), quoted);
                yield refusal.isPresent() ? new Receipt.Refused(refusal.get()) : taken(key, examined, now);
            }
        };
    }

    private Optional<PaymentRefusal> refusal(AccountKey key, Price stated, Price quoted) {
        var account = accounts.get(key);
        var owed = account == null ? quoted : account.price();
        if (stated.compareTo(owed) < 0) {
            return Optional.of(new PaymentRefusal.PriceTooLow(stated, owed));
        }
        return account == null && accounts.size() >= limits.maxAccounts()
                ? Optional.of(new PaymentRefusal.TooManyOpen(key.sender(), "accounts", limits.maxAccounts()))
                : Optional.empty();
    }

    /** A promise alone opens no account for priced work, or strangers could fill the books at no cost. */
    private Receipt promised(AccountKey key, Price price, Instant now) {
        if (!price.isFree() && !accounts.containsKey(key)) {
            return new Receipt.Accepted(Acceptance.withoutTickets(key, price));
        }
        var account = account(key, price, now);
        account.become(account.statement(), now);
        return new Receipt.Accepted(Acceptance.withoutTickets(key, account.price()));
    }

    private Receipt taken(AccountKey key, Inspection.Examined payment, Instant now) {
        var tally = new Tally(payment);
        payment.tickets().forEach(tally::count);
        var account = account(key, payment.price(), now);
        account.become(account.statement().accepting(tally.credit()), now);
        var taken = tally.acceptance(key, account.price());
        return tally.last
                .<Receipt>map(refusal -> new Receipt.PartlyRefused(taken, refusal))
                .orElseGet(() -> new Receipt.Accepted(taken));
    }

    /** Goes through the tickets of one payment. The first bad one ends the credit, not the search for winners. */
    private final class Tally {
        private final Inspection.Examined payment;
        private final List<Long> used = new ArrayList<>();
        private final List<WinningTicket> winners = new ArrayList<>();
        private long credited;
        private Optional<PaymentRefusal> last = Optional.empty();

        Tally(Inspection.Examined payment) {
            this.payment = payment;
        }

        void count(Inspection.ExaminedTicket ticket) {
            if (ticket.wins()) {
                winners.add(payment.winner(ticket.stub()));
            }
            var refusal = refusal(ticket);
            if (refusal.isPresent()) {
                last = refusal;
            } else if (last.isEmpty()) {
                credited++;
            }
        }

        private Optional<PaymentRefusal> refusal(Inspection.ExaminedTicket ticket) {
            long nonce = ticket.stub().senderNonce();
            if (!ticket.genuine()) {
                return Optional.of(new PaymentRefusal.WrongSignature(payment.sender(), nonce));
            }
            var expirationBlock = payment.params().expirationBlock();
            if (nonces.pruned(expirationBlock)) {
                return Optional.of(expired());
            }
            var refused = nonces.take(payment.sender(), payment.params().randHash(), expirationBlock, nonce);
            if (refused.isEmpty()) {
                used.add(nonce);
            }
            return refused.isEmpty() && payment.expired() ? Optional.of(expired()) : refused;
        }

        private PaymentRefusal expired() {
            return new PaymentRefusal.OfferExpired(payment.params().expirationBlock(), payment.latestBlock());
        }

        Credit credit() {
            return payment.ticketValue().times(credited);
        }

        Acceptance acceptance(AccountKey key, Price pinned) {
            var params = payment.params();
            return new Acceptance(key, pinned, credit(), params.randHash(), params.expirationBlock(), used, winners);
        }
    }

    /**
     * Sets a unit's fee aside (guarantee 2). Free work needs no balance.
     *
     * @param fee the estimate, at the account's price
     */
    public Admission reserve(AccountKey key, Credit fee, Instant now) {
        return reserve(key, fee, limits.minimum(), now);
    }

    /** The same for work of which senders know how much of it they must pay ahead, and pay no more. */
    public Admission reserve(AccountKey key, Credit fee, Credit minimum, Instant now) {
        var account = accounts.get(key);
        var statement = account == null ? Statement.EMPTY : account.statement();
        var needed = account != null && account.price().isFree() ? fee : fee.max(minimum);
        if (account == null || statement.free().compareTo(needed) < 0) {
            return new Admission.Refused(
                    new PaymentRefusal.InsufficientBalance(statement.balance(), statement.reserved(), needed));
        }
        var reservation = new Reservation(key, nextReservation++, fee);
        account.open(reservation, now);
        return new Admission.Reserved(reservation);
    }

    /**
     * The work was done.
     *
     * @param fee what it really cost; what exceeds the balance becomes a debt
     */
    public Statement settle(Reservation reservation, Credit fee, Instant now) {
        var account = existing(reservation.account());
        account.close(reservation, now);
        account.become(account.statement().debiting(fee), now);
        return account.statement();
    }

    /** The work was not done and costs nothing. */
    public Statement release(Reservation reservation, Instant now) {
        var account = existing(reservation.account());
        account.close(reservation, now);
        return account.statement();
    }

    /** Charges for the next interval of a live session before it is worked; refuses when it is not covered. */
    public Optional<PaymentRefusal.InsufficientBalance> charge(AccountKey key, Credit fee, Instant now) {
        var statement = statement(key);
        if (statement.free().compareTo(fee) < 0) {
            return Optional.of(new PaymentRefusal.InsufficientBalance(statement.balance(), statement.reserved(), fee));
        }
        var account = accounts.get(key);
        if (account != null) {
            account.become(statement.debiting(fee), now);
        }
        return Optional.empty();
    }

    /** The sums of an account; all zero for one that nobody opened. */
    public Statement statement(AccountKey key) {
        var account = accounts.get(key);
        return account == null ? Statement.EMPTY : account.statement();
    }

    /** The price that the account's first payment fixed. */
    public Optional<Price> pinnedPrice(AccountKey key) {
        return Optional.ofNullable(accounts.get(key)).map(Account::price);
    }

    /** Forgets accounts that nobody touched, credit and debt alike, and the nonces of offers that expired. */
    public List<Forgotten> sweep(Instant now, long latestBlock) {
        nonces.prune(latestBlock);
        var untouchedSince = now.minus(limits.idle());
        var forgotten = new ArrayList<Forgotten>();
        accounts.entrySet().removeIf(entry -> {
            boolean gone = entry.getValue().forgettable(untouchedSince);
            if (gone) {
                forgotten.add(new Forgotten(entry.getKey(), entry.getValue().statement()));
            }
            return gone;
        });
        return List.copyOf(forgotten);
    }

    /** An account at the moment it was forgotten. */
    public record Forgotten(AccountKey account, Statement statement) {}

    /** Applies what a payment changed once more, after a restart. */
    public void recall(Acceptance acceptance, Instant now) {
        var key = acceptance.account();
        recallNonces(key.sender(), acceptance.randHash(), acceptance.expirationBlock(), acceptance.nonces());
        if (!acceptance.nonces().isEmpty() || acceptance.pinned().isFree()) {
            var account = account(key, acceptance.pinned(), now);
            account.become(account.statement().accepting(acceptance.credited()), now);
        }
    }

    /** Puts back which nonces of an offer were used, whatever became of the account. */
    public void recallNonces(EthAddress sender, Hash256 randHash, BigInteger expirationBlock, List<Long> used) {
        for (long nonce : used) {
            take(sender, randHash, expirationBlock, nonce);
        }
    }

    /** Puts an account back whose sums were stored instead of its single payments; for a cashier that is starting. */
    public void recallAccount(AccountKey key, Price pinned, Credit accepted, Credit debited, Instant now) {
        account(key, pinned, now).become(new Statement(accepted, debited, Credit.ZERO), now);
    }

    /** Applies a fee once more, after a restart. */
    public void recallFee(AccountKey key, Credit fee, Instant now) {
        var account = existing(key);
        account.become(account.statement().debiting(fee), now);
    }

    private void take(EthAddress sender, Hash256 randHash, BigInteger expirationBlock, long nonce) {
        var unused = nonces.take(sender, randHash, expirationBlock, nonce);
        if (unused.isPresent()) {
            throw new IllegalStateException("Accepted twice according to what was stored: " + unused.get());
        }
    }

    private Account account(AccountKey key, Price price, Instant now) {
        return accounts.computeIfAbsent(key, _ -> new Account(price, now));
    }

    private Account existing(AccountKey key) {
        var account = accounts.get(key);
        if (account == null) {
            throw new IllegalStateException("No account " + key);
        }
        return account;
    }
}
