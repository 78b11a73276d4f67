package io.headrace.admin.money;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.SpendRefused;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Ends of transactions, told to an operator. */
final class Reports {

    static final String SPENDING_REFUSED = "spending refused";

    private Reports() {}

    /**
     * @param what was tried, with its values, as it follows "The chain refused to"
     * @param document of the transaction and its value
     */
    static <T> Report of(String what, Outcome<T> outcome, BiFunction<Document, T, Document> document) {
        return switch (outcome) {
            case Outcome.Mined<T>(var transaction, var value) ->
                document.apply(new Document().with("transaction", transaction), value)
                        .done();
            case Outcome.Reverted<T>(var reason) ->
                new Report.Refused(
                        reason.reason(),
                        "The chain refused to " + what + ": " + reason.reason() + ". " + Advice.about(reason));
        };
    }

    /** A chain that is silent is a report as well. */
    static Report hearing(Supplier<Report> change) {
        try {
            return change.get();
        } catch (SpendRefused refused) {
            return new Report.Refused(
                    SPENDING_REFUSED,
                    refused.getMessage() + ". `wallet guard` shows the caps and turns the switch back.");
        } catch (ChainUnavailable silent) {
            return new Report.Failed("The chain does not answer: " + silent.getMessage()
                    + (silent.retryHelps() ? ". Try again." : ". See `wallet show` before trying again."));
        }
    }
}
