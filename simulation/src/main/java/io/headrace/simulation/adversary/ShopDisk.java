package io.headrace.simulation.adversary;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Cashier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an orchestrator finds after a restart: sums of accounts, and which nonces were used. */
final class ShopDisk {

    private final Map<AccountKey, Sums> accounts = new LinkedHashMap<>();
    private final List<Acceptance> payments = new ArrayList<>();

    private record Sums(Price pinned, Credit accepted, Credit charged) {}

    void keep(Acceptance taken) {
        var before = accounts.getOrDefault(taken.account(), new Sums(taken.pinned(), Credit.ZERO, Credit.ZERO));
        accounts.put(
                taken.account(), new Sums(before.pinned(), before.accepted().plus(taken.credited()), before.charged()));
        if (!taken.nonces().isEmpty()) {
            payments.add(new Acceptance(
                    taken.account(),
                    taken.pinned(),
                    Credit.ZERO,
                    taken.randHash(),
                    taken.expirationBlock(),
                    taken.nonces(),
                    List.of()));
        }
    }

    void charge(AccountKey account, Credit cost) {
        accounts.computeIfPresent(
                account,
                (_, sums) ->
                        new Sums(sums.pinned(), sums.accepted(), sums.charged().plus(cost)));
    }

    void recallInto(Cashier cashier, boolean withNonces, Instant now) {
        if (withNonces) {
            payments.forEach(payment -> cashier.recall(payment, now));
        }
        accounts.forEach(
                (key, sums) -> cashier.recallAccount(key, sums.pinned(), sums.accepted(), sums.charged(), now));
    }
}
