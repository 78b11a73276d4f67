package io.headrace.simulation;

import io.headrace.crypto.Hash256;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.WinningTicket;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Cashier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An orchestrator's disk: what it was paid, what it charged and what it won. It survives the process. */
public final class Vault {

    private final Map<AccountKey, Sums> accounts = new LinkedHashMap<>();
    private final Map<Hash256, Acceptance> offers = new LinkedHashMap<>();
    private final List<WinningTicket> winners = new ArrayList<>();

    private record Sums(Price pinned, Credit accepted, Credit charged, Instant touched) {}

    /** Nobody comes back to a session after that. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    public void accepted(Acceptance taken, Instant now) {
        var before = accounts.getOrDefault(taken.account(), new Sums(taken.pinned(), Credit.ZERO, Credit.ZERO, now));
        accounts.put(
                taken.account(), new Sums(before.pinned, before.accepted.plus(taken.credited()), before.charged, now));
        if (!taken.nonces().isEmpty()) {
            offers.merge(taken.randHash(), taken, Vault::both);
        }
        winners.addAll(taken.winners());
    }

    public void charged(AccountKey account, Credit fee, Instant now) {
        accounts.computeIfPresent(
                account, (_, sums) -> new Sums(sums.pinned, sums.accepted, sums.charged.plus(fee), now));
    }

    /** Brings a new process to where the old one was. */
    public void recall(Cashier cashier, Instant now) {
        for (var offer : offers.values()) {
            cashier.recall(without(offer), now);
        }
        accounts.forEach((key, sums) -> cashier.recallAccount(key, sums.pinned, sums.accepted, sums.charged, now));
    }

    /** The session ended. */
    void forget(AccountKey account) {
        accounts.remove(account);
    }

    /** What nobody will ask for: accounts of gateways that died, offers that expired. */
    public void forgetIdle(Instant now, long latestBlock) {
        accounts.values().removeIf(sums -> sums.touched.plus(IDLE).isBefore(now));
        offers.values().removeIf(offer -> offer.expirationBlock().longValueExact() <= latestBlock);
    }

    /** The winners whose offers have expired; they are taken out. */
    List<WinningTicket> takeRevealable(long latestBlock) {
        var ready = winners.stream()
                .filter(winner -> winner.mayBeRevealed(latestBlock))
                .toList();
        winners.removeAll(ready);
        return ready;
    }

    private static Acceptance both(Acceptance one, Acceptance other) {
        var nonces = new ArrayList<>(one.nonces());
        nonces.addAll(other.nonces());
        return new Acceptance(
                one.account(), one.pinned(), Credit.ZERO, one.randHash(), one.expirationBlock(), nonces, List.of());
    }

    private static Acceptance without(Acceptance offer) {
        return new Acceptance(
                offer.account(),
                offer.pinned(),
                Credit.ZERO,
                offer.randHash(),
                offer.expirationBlock(),
                offer.nonces(),
                List.of());
    }
}
