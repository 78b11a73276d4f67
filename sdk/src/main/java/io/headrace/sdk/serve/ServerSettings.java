package io.headrace.sdk.serve;

import io.headrace.pipeline.Metering;
import io.headrace.sdk.register.Offer;
import io.headrace.sdk.register.Rhythm;
import io.headrace.sdk.spec.PipelineSpec;
import java.time.Duration;
import java.util.Map;

/**
 * How a pipeline is served. From the environment, in the network's names (pipelines sections 2.2 and 5.1) where it has them:
 *
 * <pre>
 * HOST                        0.0.0.0    address to listen on
 * PORT                        8000
 * AUTH_TOKEN                             bearer that POST needs; without it anybody may ask
 * MODEL_ID, VERSION                      told by /version
 * MAX_BODY_BYTES              8388608
 * DEADLINE_SECONDS            60         of one run
 * CAPABILITY_CAPACITY         1          runs at once
 * ORCH_URL                               orchestrator to register with; without it the server waits to be asked
 * ORCH_SECRET                            its secret
 * CAPABILITY_URL                         where the orchestrator reaches this server; needed with ORCH_URL
 * CAPABILITY_NAME, CAPABILITY_DESCRIPTION, CAPABILITY_PRICE_PER_UNIT
 *                                        instead of those of the definition
 * CAPABILITY_PRICE_SCALING    1          the price is per unit / scaling, in wei
 * CAPABILITY_MOST_UNITS                  instead of the definition's: the most that one call may cost
 * CAPABILITY_RENEWAL_SECONDS  60         between registrations
 * </pre>
 *
 * @param host an address of this machine, or {@code 0.0.0.0}
 * @param port 0 lets the system choose
 */
public record ServerSettings(String host, int port, Identity identity, RunLimits limits, Enrolment enrolment) {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_BODY_BYTES = 256 << 20;
    private static final int MAX_AT_ONCE = 4_096;
    private static final int DAY_S = 86_400;

    /** @throws IllegalArgumentException naming the variable that says nothing sensible */
    public static ServerSettings of(PipelineSpec spec, Map<String, String> environment) {
        var given = new Environment(environment);
        var identity = new Identity(
                given.text("MODEL_ID", ""), given.text("VERSION", "undefined"), given.text("AUTH_TOKEN", ""));
        var limits = limits(given);
        var enrolment = given.has("ORCH_URL") ? enrolment(spec, given, identity, limits) : new Enrolment.Nowhere();
        int port = (int) given.whole("PORT", 8_000, 0, MAX_PORT);
        return new ServerSettings(given.text("HOST", "0.0.0.0"), port, identity, limits, enrolment);
    }

    private static RunLimits limits(Environment given) {
        var usual = RunLimits.DEFAULT;
        return new RunLimits(
                (int) given.whole("CAPABILITY_CAPACITY", usual.atOnce(), 1, MAX_AT_ONCE),
                (int) given.whole("MAX_BODY_BYTES", usual.bodyBytes(), 1, MAX_BODY_BYTES),
                Duration.ofSeconds(
                        given.whole("DEADLINE_SECONDS", usual.deadline().toSeconds(), 1, DAY_S)),
                usual.beat());
    }

    private static long most(PipelineSpec spec, Environment given) {
        return switch (spec.metering()) {
            case Metering.ByApplication(var _, long mostUnits) ->
                given.whole("CAPABILITY_MOST_UNITS", mostUnits, 1, Metering.ByApplication.MOST);
            case Metering.ByNode _ -> 0;
        };
    }

    private static Enrolment enrolment(PipelineSpec spec, Environment given, Identity identity, RunLimits limits) {
        var price = new Offer.Price(
                given.whole("CAPABILITY_PRICE_PER_UNIT", spec.pricePerUnit(), 0, Long.MAX_VALUE),
                given.whole("CAPABILITY_PRICE_SCALING", 1, 1, Long.MAX_VALUE),
                Metering.of(spec.unit(), most(spec, given)));
        var offer = new Offer(
                given.text("CAPABILITY_NAME", spec.name().text()),
                given.text("CAPABILITY_DESCRIPTION", spec.description()),
                given.url("CAPABILITY_URL", "the address under which the orchestrator reaches this server"),
                limits.atOnce(),
                price,
                identity.token(),
                spec.outputFormat().mediaTypes().getFirst(),
                spec.inputSchema());
        var renewal = Duration.ofSeconds(given.whole("CAPABILITY_RENEWAL_SECONDS", 60, 1, DAY_S));
        return new Enrolment.At(
                given.url("ORCH_URL", "the orchestrator's address"),
                given.text("ORCH_SECRET", ""),
                offer,
                Rhythm.renewing(renewal));
    }
}
