package io.headrace.gateway.run;

import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.job.selection.Candidate;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.sender.OfferRefusal;
import io.headrace.pipeline.Capabilities;
import java.util.List;
import java.util.Optional;

/**
 * Whether our money suffices for more work. What one orchestrator asks for does not count while another asks for less:
 * nobody can stop a job by naming a sum that we do not have. Any thread.
 *
 * @param account empty off chain, where nothing is ever short
 */
public record Means(Optional<PayerAccount> account, OrchestratorDirectory directory) {

    private static final Wei LEAST = Wei.of(1);

    /** What is missing by our own rules, as of the latest block. Answers at once. */
    public Optional<Shortage> shortage() {
        return account.flatMap(payer -> shortage(
                payer.funds(),
                payer.time().lastRound().round(),
                directory.lowestFaceValue().orElse(LEAST)));
    }

    /** What keeps a job waiting that found nobody to pay. May ask orchestrators, and then blocks for some seconds. */
    Optional<Shortage> shortageFor(Capabilities needed) throws InterruptedException {
        var ours = shortage();
        if (ours.isPresent() || account.isEmpty()) {
            return ours;
        }
        var funds = account.get().funds();
        return somebodyIsWilling(directory.candidates(needed))
                ? Optional.empty()
                : Optional.of(new Shortage.AskedForMore(funds.deposit(), funds.reserve()));
    }

    /** @param lowest what the cheapest winner is paid */
    private static Optional<Shortage> shortage(SenderFunds funds, long lastRound, Wei lowest) {
        if (funds.unlocksSoon(lastRound)) {
            return Optional.of(new Shortage.Unlocking(funds.withdrawRound(), lastRound));
        }
        if (funds.reserve().isZero()) {
            return Optional.of(new Shortage.Reserve());
        }
        var needed = lowest.isZero() ? LEAST : lowest;
        return funds.deposit().compareTo(needed) < 0
                ? Optional.of(new Shortage.Deposit(funds.deposit(), needed))
                : Optional.empty();
    }

    /** Whether more deposit or reserve would make an offer one to make tickets of. */
    static boolean moneyHelps(OfferRefusal refusal) {
        return refusal.fundsAreTheReason() || refusal instanceof OfferRefusal.FaceValueTooHigh;
    }

    private static boolean somebodyIsWilling(List<Candidate> candidates) {
        return candidates.stream()
                .anyMatch(candidate -> candidate.answer() instanceof Candidate.Offer offer
                        && offer.missing().isEmpty()
                        && offer.tickets() instanceof Candidate.Acceptable);
    }
}
