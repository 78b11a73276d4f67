package io.headrace.ethereum.account;

import io.headrace.chain.transaction.Spend;
import io.headrace.chain.transaction.SpendGuard;
import java.time.Instant;

/**
 * Who has the last word before a transaction is paid for: {@code guard::ask} of a {@link SpendGuard}, or nobody. Any
 * thread; does not block.
 */
@FunctionalInterface
public interface Spending {

    Spending UNLIMITED = (_, _) -> new SpendGuard.Answer.Allowed();

    /** @param spend the most that the transaction may cost */
    SpendGuard.Answer ask(Spend spend, Instant now);
}
