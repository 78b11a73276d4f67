package io.headrace.wire.runner;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a runner costs: as it registers itself in dollars, or as orchestrators advertise it in wei (real-time reference
 * section 9.3).
 *
 * @param amount never negative, with the digits that were written
 * @param currency as it was written
 */
public record RunnerPrice(BigDecimal amount, String currency, Unit unit) {

    private static final String FIELD = "price_info";

    /** What the price is per. The first three are registered, the others advertised; fixed is both. */
    public enum Unit {
        HOUR("hour"),
        /** An hour of 1280 × 720 at 30 frames per second. */
        HOUR_OF_720P("720p"),
        /** A request or a session, however long. */
        FIXED("fixed"),
        SECOND("seconds"),
        /** A pixel of such pictures. */
        PIXEL_OF_720P("720p-pixel-seconds");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        static Unit of(String text) throws UnreadableException {
            if (text.isEmpty()) {
                return HOUR;
            }
            for (var unit : values()) {
                if (unit.text.equals(text)) {
                    return unit;
                }
            }
            throw new UnreadableException("invalid price_info.unit");
        }
    }

    public RunnerPrice {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("A price is never negative: " + amount + " " + currency);
        }
    }

    /** Empty where there is no chain and nobody is paid. */
    static Optional<RunnerPrice> of(JsonFields fields) throws UnreadableException {
        if (!fields.has(FIELD)) {
            return Optional.empty();
        }
        var price = fields.object(FIELD);
        var amount = price.exact("price").orElse(BigDecimal.ZERO);
        if (amount.signum() < 0) {
            throw new UnreadableException("invalid price_info.price");
        }
        return Optional.of(new RunnerPrice(amount, price.text("currency"), Unit.of(price.text("unit"))));
    }

    /** The currency that registrations must have. */
    public boolean isInDollars() {
        return currency.equalsIgnoreCase("USD");
    }

    /** As runners write it. */
    String encodeSorted() {
        return new JsonObject()
                .text("currency", currency)
                .json("price", amount.toPlainString())
                .text("unit", unit.text)
                .toString();
    }

    /** As orchestrators write it. */
    String encode() {
        return new JsonObject()
                .json("price", amount.toPlainString())
                .text("currency", currency)
                .text("unit", unit.text)
                .toString();
    }
}
