package io.headrace.admin.money;

import io.headrace.chain.Chain;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Commission;
import io.headrace.chain.Outcome;
import io.headrace.chain.SpendRefused;
import io.headrace.chain.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps that make an account an orchestrator: the stake, where it serves, how it shares. Only what differs is
 * changed, so a registration that broke off is finished by asking once more. Confined to the thread that asks for its
 * report.
 */
final class Registration {

    private final Chain chain;
    private final Tokens stake;
    private final String uri;
    private final Commission commission;

    /** What was done, for the message if a later step fails. */
    private final List<String> done = new ArrayList<>();

    Registration(Chain chain, Tokens stake, String uri, Commission commission) {
        this.chain = chain;
        this.stake = stake;
        this.uri = uri;
        this.commission = commission;
    }

    Report report() {
        try {
            return bond().or(this::publish).or(this::share).orElseGet(this::registered);
        } catch (SpendRefused refused) {
            throw new SpendRefused(refused.getMessage() + soFar());
        } catch (ChainUnavailable silent) {
            throw new ChainUnavailable(silent.getMessage() + soFar(), silent.retryHelps(), silent);
        }
    }

    private Optional<Report> bond() {
        var bonded = chain.bonding().earnings(chain.account()).pendingStake();
        if (bonded.compareTo(stake) >= 0) {
            return Optional.empty();
        }
        var missing = stake.minus(bonded);
        return problem(
                "bond " + missing + " smallest parts of a token",
                chain.bonding().bond(missing));
    }

    private Optional<Report> publish() {
        return chain.services().uri(chain.account()).filter(uri::equals).isPresent()
                ? Optional.empty()
                : problem("publish the address " + uri, chain.services().register(uri));
    }

    private Optional<Report> share() {
        return chain.bonding().earnings(chain.account()).commission().equals(commission)
                ? Optional.empty()
                : problem(
                        "set a reward cut of " + commission.rewardCut() + " and a fee share of " + commission.feeShare()
                                + " millionths",
                        chain.bonding().setCommission(commission));
    }

    /** Empty when the step was done. */
    private Optional<Report> problem(String what, Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Mined<?>(var transaction, var _) -> {
                done.add(what + " in transaction " + transaction);
                yield Optional.empty();
            }
            case Outcome.Reverted<?>(var reason) ->
                Optional.of(new Report.Refused(
                        reason.reason(),
                        "The chain refused to " + what + ": " + reason.reason() + ". " + Advice.about(reason)
                                + soFar()));
        };
    }

    private String soFar() {
        return done.isEmpty() ? "" : " Done before it: " + String.join("; ", done) + ". It is safe to register again";
    }

    private Report registered() {
        var standing = chain.bonding().standing(chain.account());
        return new Document()
                .with("address", chain.account())
                .with("stake", standing.stake())
                .with("active", standing.active())
                .with("uri", uri)
                .with("rewardCut", commission.rewardCut())
                .with("feeShare", commission.feeShare())
                .with("steps", done.size())
                .done();
    }
}
