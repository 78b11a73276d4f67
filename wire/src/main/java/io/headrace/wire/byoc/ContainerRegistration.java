package io.headrace.wire.byoc;

import io.headrace.payments.Credit;
import io.headrace.payments.currency.Currency;
import io.headrace.payments.currency.QuotedPrice;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.Door;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.Interaction;
import io.headrace.pipeline.Metering;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Offering;
import io.headrace.pipeline.PayloadFormat;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PipelineClass;
import io.headrace.pipeline.PipelineName;
import io.headrace.pipeline.PricingUnit;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An application that registers itself: {@code POST /capability/register} (pipelines section 5.1). The network checks
 * nothing; here a name is a name, an address an address, and room for jobs above zero.
 *
 * @param url under which the orchestrator reaches it
 * @param capacity jobs at once, at least 1
 * @param price for every {@code unit}
 * @param token that the orchestrator shows the application; empty for none; never printed
 * @param shape what nodes of ours understand besides; the network's own where it is not told
 */
public record ContainerRegistration(
        PipelineName name, String description, URI url, int capacity, QuotedPrice price, String token, Shape shape) {

    public static final String REGISTER_PATH = "/capability/register";
    public static final String UNREGISTER_PATH = "/capability/unregister";

    private static final int MAX_LENGTH = 262_144;
    private static final int MAX_CAPACITY = 100_000;

    /**
     * How the application is spoken to.
     *
     * @param metering what the price is per, and who counts that
     * @param schema of its requests, a JSON object; empty when it tells none
     */
    public record Shape(
            Interaction interaction, PayloadFormat input, PayloadFormat output, Metering metering, String schema) {

        /** Anything in, anything out, paid by the second. */
        public static final Shape NETWORK = new Shape(
                Interaction.REQUEST_RESPONSE, PayloadFormat.of("*/*"), PayloadFormat.of("*/*"), Metering.BY_SECOND, "");

        public PricingUnit unit() {
            return metering.unit();
        }
    }

    public static ContainerRegistration decode(String json) throws UnreadableException {
        var document = JsonDocument.parse(json, "byoc.ExternalCapability", MAX_LENGTH);
        var fields = document.fields();
        try {
            return new ContainerRegistration(
                    new PipelineName(fields.text("name")),
                    fields.text("description"),
                    url(fields.text("url")),
                    capacity(fields.whole("capacity").orElse(0)),
                    price(fields),
                    fields.text("token"),
                    shape(document));
        } catch (IllegalArgumentException invalid) {
            // Our values are valid from birth: what the application sent is none.
            throw new UnreadableException(String.valueOf(invalid.getMessage()));
        }
    }

    private static URI url(String text) throws UnreadableException {
        var url = URI.create(text);
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw new UnreadableException("url must be http or https and name a host, not \"" + text + "\"");
        }
        return url;
    }

    private static int capacity(long jobs) throws UnreadableException {
        if (jobs < 1 || jobs > MAX_CAPACITY) {
            throw new UnreadableException("capacity is " + jobs + "; 1 to " + MAX_CAPACITY + " are taken");
        }
        return (int) jobs;
    }

    private static QuotedPrice price(JsonFields fields) throws UnreadableException {
        long scaling = fields.whole("price_scaling").orElse(1);
        var perUnit = new Credit(
                BigInteger.valueOf(fields.whole("price_per_unit").orElse(0)),
                BigInteger.valueOf(scaling == 0 ? 1 : scaling));
        return new QuotedPrice(perUnit, Currency.of(fields.text("currency")));
    }

    private static Shape shape(JsonDocument document) throws UnreadableException {
        var fields = document.fields();
        return new Shape(
                word(Interaction.class, fields.text("interaction"), Shape.NETWORK.interaction),
                format(fields, "input"),
                format(fields, "output"),
                Metering.of(
                        word(PricingUnit.class, fields.text("unit"), Shape.NETWORK.unit()),
                        fields.whole("most_units").orElse(0)),
                fields.objectText("schema").orElse(""));
    }

    private static PayloadFormat format(JsonFields fields, String name) throws UnreadableException {
        var types = fields.texts(name);
        return types.isEmpty() ? Shape.NETWORK.input : new PayloadFormat(types);
    }

    /** A constant, written in lower case with hyphens. */
    static <E extends Enum<E>> E word(Class<E> type, String text, E otherwise) {
        return text.isEmpty()
                ? otherwise
                : Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Existing orchestrators pass over what only ours understand. */
    public String encode() {
        var document = new JsonObject()
                .text("name", name.text())
                .text("description", description)
                .text("url", url.toString())
                .number("capacity", capacity)
                .json("price_per_unit", price.perUnit().numerator().toString())
                .json("price_scaling", price.perUnit().denominator().toString())
                .text("currency", price.currency().code().toLowerCase(Locale.ROOT))
                .textIfAny("token", token);
        if (!shape.equals(Shape.NETWORK)) {
            document.text("interaction", word(shape.interaction))
                    .texts("input", shape.input.mediaTypes())
                    .texts("output", shape.output.mediaTypes())
                    .text("unit", shape.unit().word());
            if (shape.metering instanceof Metering.ByApplication(var _, long mostUnits)) {
                document.number("most_units", mostUnits);
            }
            if (!shape.schema.isEmpty()) {
                document.json("schema", shape.schema);
            }
        }
        return document.toString();
    }

    /** What the registry makes of it: ready, for it has just spoken. */
    public Offering offering() {
        var kind = shape.interaction == Interaction.STREAM ? PipelineClass.REALTIME : PipelineClass.BATCH;
        var pipeline = new Pipeline(
                name,
                kind,
                shape.input,
                shape.output,
                shape.unit(),
                shape.interaction,
                Optional.of(Capability.BYOC),
                "");
        return Offering.application(
                pipeline,
                new Door.Container(url.toString(), shape.metering),
                new ModelConstraint(true, capacity, "", 0),
                new Health.Ready());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return name + " at " + url + ", " + capacity + " jobs, " + price;
    }
}
