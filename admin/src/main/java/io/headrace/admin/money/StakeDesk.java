package io.headrace.admin.money;

import io.headrace.chain.Chain;
import io.headrace.chain.Commission;
import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.payments.Wei;
import java.util.Map;
import java.util.Optional;

/** What an orchestrator does at the bonding contract and the service registry. Calls block until the chain has answered. */
public record StakeDesk(Chain chain) {

    /** Mints the round's share. Once more in a round is refused. */
    public Report reward() {
        return Reports.of(
                "mint this round's reward",
                chain.bonding().reward(),
                (document, minted) -> document.with("minted", minted));
    }

    /** Once more changes nothing but costs gas. */
    public Report setUri(String uri) {
        return Reports.of(
                "publish the address " + uri,
                chain.services().register(uri),
                (document, known) -> document.with("uri", known));
    }

    /** @param amount empty for all that is pending; twice withdraws twice, as far as there is enough */
    public Report withdrawFees(Optional<Wei> amount) {
        var pending = chain.bonding().earnings(chain.account()).pendingFees();
        var wanted = amount.orElse(pending);
        var outcome = wanted.isZero()
                ? new Outcome.Reverted<Wei>(Revert.FEES_TOO_SMALL)
                : chain.bonding().withdrawFees(wanted);
        return Reports.of(
                "pay out " + wanted + " wei of " + pending + " wei in fees",
                outcome,
                (document, paid) -> document.with("amount", paid));
    }

    /** Twice unbonds twice. */
    public Report unbond(Tokens amount) {
        return Reports.of(
                "unbond " + amount + " smallest parts of a token",
                chain.bonding().unbond(amount),
                StakeDesk::described);
    }

    /** Once more is refused. */
    public Report withdrawStake(long lock) {
        return Reports.of(
                "pay out the stake of lock " + lock,
                chain.bonding().withdrawStake(lock),
                (document, paid) -> document.with("lock", lock).with("amount", paid));
    }

    /** What is earned and staked, and on which terms. */
    public Map<String, Object> earnings() {
        var account = chain.account();
        var standing = chain.bonding().standing(account);
        var earnings = chain.bonding().earnings(account);
        return new Document()
                .with("address", account)
                .with("registered", standing.registered())
                .with("active", standing.active())
                .with("stake", standing.stake())
                .with("pendingStake", earnings.pendingStake())
                .with("pendingFees", earnings.pendingFees())
                .with("round", chain.rounds().status().current())
                .with("lastRewardRound", earnings.lastRewardRound())
                .with("rewardCut", earnings.commission().rewardCut())
                .with("feeShare", earnings.commission().feeShare())
                .with("uri", chain.services().uri(account).orElse(""))
                .with(
                        "locks",
                        chain.bonding().unbondingLocks(account).stream()
                                .map(lock -> described(new Document(), lock).fields())
                                .toList())
                .fields();
    }

    private static Document described(Document document, UnbondingLock lock) {
        return document.with("lock", lock.id())
                .with("amount", lock.amount())
                .with("withdrawRound", lock.withdrawRound());
    }

    /** Brings stake, address and commission to these values; what is so already is left, so it may be asked again. */
    public Report register(Tokens stake, String uri, Commission commission) {
        return new Registration(chain, stake, uri, commission).report();
    }
}
