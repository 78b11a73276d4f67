package io.headrace.ledger;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Wei;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * All that the in-process chain knows, as one immutable value.
 *
 * @param serial how many commands were applied
 * @param block the latest block; the first is 1
 * @param pool the orchestrators in the order in which they are active from the next round on: by stake, and of equal
 *     stakes the earlier first
 * @param used the hashes of tickets that were redeemed
 */
public record LedgerState(
        long serial,
        long block,
        boolean paused,
        SortedMap<EthAddress, Holding> holdings,
        SortedMap<EthAddress, SenderAccount> senders,
        SortedMap<EthAddress, OrchestratorAccount> orchestrators,
        List<EthAddress> pool,
        RoundBook rounds,
        SortedMap<EthAddress, String> services,
        SortedSet<Hash256> used) {

    public LedgerState {
        pool = List.copyOf(pool);
    }

    Holding holding(EthAddress account) {
        return holdings.getOrDefault(account, Holding.NOTHING);
    }

    SenderAccount sender(EthAddress account) {
        return senders.getOrDefault(account, SenderAccount.NOTHING);
    }

    OrchestratorAccount orchestrator(EthAddress account) {
        return orchestrators.getOrDefault(account, OrchestratorAccount.NOTHING);
    }

    boolean active(EthAddress account) {
        return rounds.active().containsKey(account);
    }

    ChainTime time() {
        return new ChainTime(block, rounds.last());
    }

    /** All wei there is, wherever it lies. No command changes it. */
    public Wei total() {
        var held = holdings.values().stream().map(Holding::eth).reduce(Wei.ZERO, Wei::plus);
        var deposited = senders.values().stream()
                .map(sender -> sender.deposit().plus(sender.reserve().funds()))
                .reduce(Wei.ZERO, Wei::plus);
        var earned = orchestrators.values().stream()
                .map(OrchestratorAccount::pendingFees)
                .reduce(Wei.ZERO, Wei::plus);
        return held.plus(deposited).plus(earned);
    }

    LedgerState counted() {
        return new LedgerState(
                serial + 1, block, paused, holdings, senders, orchestrators, pool, rounds, services, used);
    }

    LedgerState atBlock(long newBlock) {
        return new LedgerState(
                serial, newBlock, paused, holdings, senders, orchestrators, pool, rounds, services, used);
    }

    LedgerState paused(boolean newPaused) {
        return new LedgerState(
                serial, block, newPaused, holdings, senders, orchestrators, pool, rounds, services, used);
    }

    LedgerState with(EthAddress account, Holding holding) {
        return new LedgerState(
                serial,
                block,
                paused,
                Sorted.with(holdings, account, holding),
                senders,
                orchestrators,
                pool,
                rounds,
                services,
                used);
    }

    LedgerState with(EthAddress account, SenderAccount sender) {
        return new LedgerState(
                serial,
                block,
                paused,
                holdings,
                Sorted.with(senders, account, sender),
                orchestrators,
                pool,
                rounds,
                services,
                used);
    }

    LedgerState with(EthAddress account, OrchestratorAccount orchestrator) {
        return new LedgerState(
                serial,
                block,
                paused,
                holdings,
                senders,
                Sorted.with(orchestrators, account, orchestrator),
                pool,
                rounds,
                services,
                used);
    }

    LedgerState withPool(List<EthAddress> newPool) {
        return new LedgerState(
                serial, block, paused, holdings, senders, orchestrators, newPool, rounds, services, used);
    }

    LedgerState with(RoundBook newRounds) {
        return new LedgerState(
                serial, block, paused, holdings, senders, orchestrators, pool, newRounds, services, used);
    }

    LedgerState withService(EthAddress account, String uri) {
        return new LedgerState(
                serial,
                block,
                paused,
                holdings,
                senders,
                orchestrators,
                pool,
                rounds,
                Sorted.with(services, account, uri),
                used);
    }

    LedgerState withUsed(Hash256 ticket) {
        return new LedgerState(
                serial,
                block,
                paused,
                holdings,
                senders,
                orchestrators,
                pool,
                rounds,
                services,
                Sorted.with(used, ticket));
    }
}
