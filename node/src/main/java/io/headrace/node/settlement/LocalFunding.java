package io.headrace.node.settlement;

import io.headrace.chain.Chain;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.net.URI;

/**
 * Brings a node's account to where its operator wants it when it starts on a chain of its own making: what is there
 * already is not paid twice, so every start may ask. Calls block and throw {@code ChainUnavailable}.
 */
public final class LocalFunding {

    private LocalFunding() {}

    /**
     * Brings a gateway's deposit and reserve up to these amounts; what exceeds them stays. Ends an unlock that is
     * running if something is missing.
     *
     * @throws FundingFailed when the account cannot pay for it
     */
    public static SenderFunds fund(Chain chain, Wei deposit, Wei reserve) {
        var funds = chain.broker().funds(chain.account());
        var missingDeposit = missing(funds.deposit(), deposit);
        var missingReserve = missing(funds.reserve(), reserve);
        if (missingDeposit.isZero() && missingReserve.isZero()) {
            return funds;
        }
        return mined(
                chain.broker().fund(missingDeposit, missingReserve),
                "Adding " + missingDeposit + " wei to the deposit and " + missingReserve + " wei to the reserve of "
                        + chain.account() + " was refused; give the account ether or ask for less");
    }

    /**
     * Brings an orchestrator's stake up to {@code bond} and publishes where it serves. It is active from the next round
     * on.
     *
     * @throws FundingFailed when the account has too few tokens
     */
    public static OrchestratorStanding register(Chain chain, URI service, Tokens bond) {
        var standing = bond(chain, bond);
        var uri = service.toString();
        if (!chain.services().uri(chain.account()).filter(uri::equals).isPresent()) {
            mined(
                    chain.services().register(uri),
                    "Publishing the address " + uri + " of " + chain.account() + " was refused");
        }
        return standing;
    }

    /**
     * Brings an orchestrator's stake up to {@code bond}.
     *
     * @throws FundingFailed when the account has too few tokens
     */
    public static OrchestratorStanding bond(Chain chain, Tokens bond) {
        var standing = chain.bonding().standing(chain.account());
        if (standing.stake().compareTo(bond) >= 0) {
            return standing;
        }
        var missing = bond.minus(standing.stake());
        return mined(
                chain.bonding().bond(missing),
                "Bonding " + missing + " parts of a token of " + chain.account()
                        + " was refused; give the account tokens or ask for less");
    }

    private static Wei missing(Wei there, Wei wanted) {
        return wanted.minus(there.min(wanted));
    }

    private static <T> T mined(Outcome<T> outcome, String refused) {
        return switch (outcome) {
            case Outcome.Mined<T>(var _, var value) -> value;
            case Outcome.Reverted<T>(var reason) -> throw new FundingFailed(refused, reason);
        };
    }
}
