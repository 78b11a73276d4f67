package io.headrace.node.chain;

import io.headrace.chain.Earnings;
import io.headrace.chain.LastReward;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.RoundStatus;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.PrivateKey;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that a chain says of the cast at one moment, so that two chains can be compared. */
record Position(long block, RoundStatus rounds, int poolSize, Set<LastReward> active, List<Person> people) {

    /**
     * @param claims what this orchestrator took of each of the cast's reserves in the current round
     * @param service where it says that it serves
     */
    record Person(
            Wei eth,
            Tokens tokens,
            SenderFunds funds,
            OrchestratorStanding standing,
            Earnings earnings,
            List<UnbondingLock> locks,
            List<Wei> claims,
            Optional<String> service) {}

    Person person(PrivateKey who) {
        return people.get(Cast.ALL.indexOf(who));
    }

    static Position of(TestChain chain) {
        var seen = chain.as(Cast.FOURTH);
        return new Position(
                seen.blocks().time().block(),
                seen.rounds().status(),
                seen.bonding().poolSize(),
                Set.copyOf(seen.bonding().lastRewards()),
                Cast.ALL.stream().map(who -> person(chain, who)).toList());
    }

    private static Person person(TestChain chain, PrivateKey who) {
        var seen = chain.as(Cast.FOURTH);
        EthAddress account = who.address();
        return new Person(
                seen.wallet().eth(account),
                seen.wallet().tokens(account),
                seen.broker().funds(account),
                seen.bonding().standing(account),
                seen.bonding().earnings(account),
                seen.bonding().unbondingLocks(account),
                Walk.SENDERS.stream()
                        .map(sender -> seen.broker().claimedReserve(sender.address(), account))
                        .toList(),
                seen.services().uri(account));
    }
}
