package io.headrace.node.chain;

import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.RoundStatus;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.PrivateKey;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.util.List;
import java.util.Optional;

/** All that a chain says of the cast at one moment, so that two chains can be compared. */
record Position(long block, RoundStatus rounds, int poolSize, List<Person> people) {

    /**
     * @param claims what this orchestrator took of each of the cast's reserves in the current round
     * @param service where it says that it serves
     */
    record Person(
            Wei eth,
            Tokens tokens,
            SenderFunds funds,
            OrchestratorStanding standing,
            List<Wei> claims,
            Optional<String> service) {}

    static Position of(TestChain chain) {
        var seen = chain.as(Cast.FOURTH);
        return new Position(
                seen.blocks().time().block(),
                seen.rounds().status(),
                seen.bonding().poolSize(),
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
                Walk.SENDERS.stream()
                        .map(sender -> seen.broker().claimedReserve(sender.address(), account))
                        .toList(),
                seen.services().uri(account));
    }
}
