package io.headrace.cli.offers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is on offer, as lines of a table: one for each orchestrator and model. */
final class OfferTable {

    private static final String ROW = "%-20s  %-32s  %-11s  %-14s  %-16s  %-5s  %4s  %6s  %-10s  %s";
    private static final int DIGITS = 6;
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,80})(?:/(\\d{1,80}))?");

    /** Of a pipeline, beside its offers. */
    private static final List<String> NAMES = List.of("pipeline", "model", "unit");

    private OfferTable() {}

    /** Head and lines. */
    static List<String> of(JsonNode document) {
        var lines = new ArrayList<String>();
        lines.add(ROW.formatted(
                "PIPELINE",
                "MODEL",
                "UNIT",
                "WEI PER UNIT",
                "WEI PER MILLION",
                "STATE",
                "FREE",
                "IN USE",
                "VERSION",
                "ORCHESTRATOR"));
        each(document).values().forEach(offer -> lines.add(line(offer)));
        return lines;
    }

    /** By who offers what: the orchestrator's fields with pipeline, model and unit beside them. */
    static Map<String, ObjectNode> each(JsonNode document) {
        var offers = new LinkedHashMap<String, ObjectNode>();
        for (var pipeline : document.path("pipelines")) {
            for (var told : pipeline.path("offers")) {
                if (told instanceof ObjectNode fields) {
                    var offer = fields.deepCopy();
                    NAMES.forEach(name -> offer.put(name, text(pipeline, name)));
                    offers.put(text(offer, "pipeline") + " " + text(offer, "model") + " " + who(offer), offer);
                }
            }
        }
        return offers;
    }

    /** One of {@link #each}, as a line. */
    static String line(JsonNode offer) {
        return ROW.formatted(
                        text(offer, "pipeline"),
                        text(offer, "model"),
                        text(offer, "unit").toLowerCase(Locale.ROOT),
                        price(offer.path("price"), BigDecimal.ONE),
                        price(offer.path("price"), MILLION),
                        offer.path("warm").asBoolean(false) ? "warm" : "cold",
                        offer.path("capacity").asLong(0),
                        offer.path("inUse").asLong(0),
                        text(offer, "version"),
                        who(offer))
                .stripTrailing();
    }

    /** The same of one that is not on offer any more. */
    static String gone(JsonNode offer) {
        return ROW.formatted(text(offer, "pipeline"), text(offer, "model"), "", "", "", "gone", "", "", "", who(offer));
    }

    private static String who(JsonNode offer) {
        return text(offer, "uri").isEmpty() ? text(offer, "orchestrator") : text(offer, "uri");
    }

    /** A fraction of wei as a number of six digits at most; off the chain nobody asks for anything. */
    static String price(JsonNode price, BigDecimal units) {
        if (price.isNull() || price.isMissingNode()) {
            return "free";
        }
        var match = FRACTION.matcher(price.asString(""));
        if (!match.matches()) {
            return "?";
        }
        var whole = new BigDecimal(new BigInteger(match.group(1))).multiply(units);
        var parts = match.group(2) == null ? BigDecimal.ONE : new BigDecimal(new BigInteger(match.group(2)));
        if (parts.signum() == 0) {
            return "?";
        }
        return whole.divide(parts, MathContext.DECIMAL64)
                .round(new MathContext(DIGITS, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String text(JsonNode node, String name) {
        var text = new StringBuilder();
        node.path(name)
                .asString("")
                .chars()
                .filter(each -> !Character.isISOControl(each))
                .forEach(each -> text.append((char) each));
        return text.toString();
    }
}
