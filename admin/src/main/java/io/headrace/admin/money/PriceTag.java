package io.headrace.admin.money;

import io.headrace.payments.Price;
import java.io.UncheckedIOException;

/** What an orchestrator asks for its work, changed while it works. Any thread. */
public interface PriceTag {

    /** Per unit of work, for gateways without a price of their own. */
    Price price();

    /**
     * For sessions that begin from now on; those that were paid keep theirs.
     *
     * @throws UncheckedIOException when it cannot be kept for the next start; it holds until then
     */
    void change(Price price);
}
