package io.headrace.gateway.batch.work;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Refusal;
import io.headrace.job.selection.Verdict;
import io.headrace.payments.Credit;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.BatchFailure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client is told of a request that was not served: whose fault it was, or who was asked and why not, with the
 * numbers. Pure.
 */
final class Ending {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(30);

    private Ending() {}

    /** @param trouble what went wrong last, of a job that failed of something else than its tries */
    static BatchOutcome.Failed of(BatchRequest request, Outcome outcome, Tries tries, Optional<String> trouble) {
        return switch (outcome) {
            case Outcome.Completed _ ->
                new BatchOutcome.Failed(new BatchFailure.Broken("The answer was lost on its way to the client"));
            case Outcome.Cancelled _ -> new BatchOutcome.Failed(new BatchFailure.Broken("The job was cancelled"));
            case Outcome.Failed(var _, var reason, var verdicts) -> failed(request, reason, verdicts, tries, trouble);
        };
    }

    private static BatchOutcome.Failed failed(
            BatchRequest request, Reason reason, List<Verdict> verdicts, Tries tries, Optional<String> trouble) {
        var last = tries.last().map(Tries.Try::failure);
        return switch (reason) {
            case REQUEST_REFUSED, RUNNERS_FAILED, TOO_LATE ->
                new BatchOutcome.Failed(last.orElseGet(() -> broken(reason, trouble)), Optional.empty(), verdicts);
            case NO_SUITABLE_ORCHESTRATOR, TOO_MANY_SWAPS, INSUFFICIENT_FUNDS ->
                new BatchOutcome.Failed(
                        new BatchFailure.NoCapacity(nobody(request, verdicts, tries, trouble)),
                        Optional.of(nobodyOffers(verdicts) ? LATER : SOON),
                        verdicts);
            default -> new BatchOutcome.Failed(broken(reason, trouble), Optional.empty(), verdicts);
        };
    }

    private static BatchFailure broken(Reason reason, Optional<String> trouble) {
        return new BatchFailure.Broken(trouble.orElse("The job failed: " + reason.code()));
    }

    private static String nobody(BatchRequest request, List<Verdict> verdicts, Tries tries, Optional<String> trouble) {
        var what = request.pipeline().name() + " with the model " + request.model();
        if (verdicts.isEmpty()) {
            return "No orchestrator is known to ask for " + what
                    + trouble.map(why -> ": " + why).orElse("");
        }
        if (nobodyOffers(verdicts)) {
            return "No orchestrator of the network offers " + what
                    + ": ask for one of those that GET /pipelines lists, or have an orchestrator offer it";
        }
        var asked = new ArrayList<String>();
        verdicts.forEach(verdict ->
                asked.add(verdict.orchestrator().service() + " " + why(verdict, tries.said(verdict.orchestrator()))));
        tries.made().stream()
                .map(Tries.Try::by)
                .distinct()
                .filter(by -> verdicts.stream()
                        .noneMatch(verdict -> verdict.orchestrator().equals(by)))
                .forEach(by -> asked.add(
                        by.service() + " said \"" + tries.said(by).orElseThrow().message() + "\""));
        return "Nobody could serve " + what + ": " + String.join("; ", asked);
    }

    private static boolean nobodyOffers(List<Verdict> verdicts) {
        return !verdicts.isEmpty()
                && verdicts.stream()
                        .allMatch(verdict -> verdict.finding() instanceof Verdict.Refused(var refusal)
                                && refusal instanceof Refusal.LacksCapability);
    }

    private static String why(Verdict verdict, Optional<BatchFailure> said) {
        if (said.isPresent()) {
            return "said \"" + said.get().message() + "\"";
        }
        return switch (verdict.finding()) {
            case Verdict.Refused(Refusal.TooExpensive dear) -> dear.sentence() + ", by " + percent(dear) + " %";
            case Verdict.Refused(var refusal) -> refusal.sentence();
            case Verdict.Chosen _ -> "was chosen and did not serve";
            case Verdict.PassedOver _ -> "was not asked";
        };
    }

    /** Rounded up to a tenth, so that it never reads as nothing. */
    private static BigDecimal percent(Refusal.TooExpensive dear) {
        var offered = decimal(dear.offered().perUnit());
        var ceiling = decimal(dear.ceiling().perUnit());
        return ceiling.signum() == 0
                ? BigDecimal.valueOf(100)
                : offered.subtract(ceiling).multiply(BigDecimal.valueOf(100)).divide(ceiling, 1, RoundingMode.UP);
    }

    private static BigDecimal decimal(Credit credit) {
        return new BigDecimal(credit.numerator())
                .divide(new BigDecimal(credit.denominator()), 30, RoundingMode.HALF_UP);
    }
}
