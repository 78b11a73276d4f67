package io.headrace.admin.money;

import io.headrace.payments.Price;
import io.headrace.payments.currency.QuotedPrice;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What an orchestrator asks for its work, changed while it works. Any thread. */
public interface PriceTag {

    /** Per unit of work, for gateways without a price of their own; empty while its currency's rate is not known. */
    Optional<Price> price();

    /** The same as its operator wrote it. */
    QuotedPrice asked();

    /**
     * For sessions that begin from now on; those that were paid keep theirs.
     *
     * @return empty, or why nothing has changed, in one sentence
     * @throws UncheckedIOException when it cannot be kept for the next start; it holds until then
     */
    Optional<String> change(QuotedPrice price);
}
