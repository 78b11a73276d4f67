package io.headrace.sdk.register;

import io.headrace.pipeline.Metering;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an orchestrator is told of a pipeline: the body of {@code POST /capability/register} (pipelines section 5.1). The
 * last fields are understood by orchestrators of ours and passed over by others, which charge every price by the second.
 *
 * @param name of the capability
 * @param url under which the orchestrator reaches the server
 * @param capacity jobs at once, at least 1
 * @param token that the orchestrator shows the server; empty for none; never printed
 * @param output the media type of answers
 * @param schema of requests, a JSON object
 */
public record Offer(
        String name,
        String description,
        URI url,
        int capacity,
        Price price,
        String token,
        String output,
        String schema) {
    /** Larger ones are not registered, for an orchestrator would refuse the whole offer. */
    private static final int MAX_SCHEMA = 128 * 1024;

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * {@code perUnit / scaling} wei for each unit.
     *
     * @param scaling at least 1
     * @param metering the unit, and the most of it that one call may cost
     */
    public record Price(long perUnit, long scaling, Metering metering) {
        public Price {
            if (perUnit < 0 || scaling < 1) {
                throw new IllegalArgumentException("A price of " + perUnit + " / " + scaling + " wei");
            }
        }
    }

    public Offer {
        if (name.isBlank() || capacity < 1 || url.getHost() == null) {
            throw new IllegalArgumentException("An offer of \"" + name + "\" at " + url + ", " + capacity + " at once");
        }
    }

    String json() {
        var body = JSON.createObjectNode()
                .put("name", name)
                .put("description", description)
                .put("url", url.toString())
                .put("capacity", capacity)
                .put("price_per_unit", price.perUnit)
                .put("price_scaling", price.scaling)
                .put("currency", "wei")
                .put("interaction", "request-response")
                .put("unit", price.metering.unit().word());
        if (price.metering instanceof Metering.ByApplication(var _, long mostUnits)) {
            body.put("most_units", mostUnits);
        }
        List.of("application/json").forEach(body.putArray("input")::add);
        List.of(output).forEach(body.putArray("output")::add);
        if (!token.isEmpty()) {
            body.put("token", token);
        }
        if (schema.length() <= MAX_SCHEMA) {
            body.set("schema", JSON.readTree(schema));
        }
        return body.toString();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return name + " at " + url + ", " + capacity + " at once, for " + price.perUnit + "/" + price.scaling
                + " wei per " + price.metering.unit().word();
    }
}
