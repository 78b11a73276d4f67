package io.headrace.wire.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.pipeline.Capability;
import io.headrace.pipeline.Door;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.Interaction;
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
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A live runner registers, and says that it is still there: {@code POST /runners/heartbeat} (real-time reference section
 * 9.1). The first of them has no id, and carries the orchestrator's secret in its head.
 *
 * @param label that an operator gave it; may be empty
 * @param proxy template of the address under which clients reach it; empty for the orchestrator's own
 * @param metadata for clients, at most 1024 bytes
 * @param ready whether it takes work; one that is not is hidden
 * @param capacity sessions at once, at least 1
 * @param sessions that the runner believes to hold
 */
public record RunnerHeartbeat(
        String runnerId,
        String label,
        String proxy,
        URI url,
        String version,
        String metadata,
        boolean ready,
        RunnerMode mode,
        Optional<RunnerGpu> gpu,
        PipelineName app,
        int capacity,
        Optional<RunnerPrice> price,
        List<String> sessions) {

    public static final String PATH = "/runners/heartbeat";

    private static final String TYPE = "core.LiveRunnerHeartbeatRequest";
    private static final int MAX_METADATA = 1_024;
    private static final int MAX_SESSIONS = 10_000;
    private static final int MAX_CAPACITY = 10_000;

    public RunnerHeartbeat {
        sessions = List.copyOf(sessions);
    }

    public static RunnerHeartbeat decode(String json) throws UnreadableException {
        var document = JsonDocument.parse(json, TYPE, RunnerDocuments.MAX_LENGTH);
        var fields = document.fields();
        try {
            return new RunnerHeartbeat(
                    fields.text("runner_id"),
                    fields.text("label"),
                    fields.text("proxy"),
                    RunnerDocuments.url(fields.text("runner_url"), "runner_url"),
                    fields.text("version"),
                    metadata(fields.text("metadata")),
                    ready(fields.text("status")),
                    RunnerMode.of(fields.text("mode")),
                    RunnerGpu.of(document),
                    new PipelineName(fields.text("app")),
                    capacity(fields),
                    RunnerPrice.of(fields),
                    sessions(fields));
        } catch (IllegalArgumentException invalid) {
            // Our values are valid from birth: what the runner sent is none.
            throw new UnreadableException(String.valueOf(invalid.getMessage()));
        }
    }

    private static String metadata(String text) throws UnreadableException {
        if (text.getBytes(UTF_8).length > MAX_METADATA || text.indexOf('\uFFFD') >= 0) {
            throw new UnreadableException("invalid metadata");
        }
        return text;
    }

    private static boolean ready(String status) {
        return status.isEmpty() || status.equals("ready");
    }

    private static int capacity(JsonFields fields) throws UnreadableException {
        long capacity = fields.whole("capacity").orElse(1);
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new UnreadableException("invalid capacity");
        }
        return (int) capacity;
    }

    private static List<String> sessions(JsonFields fields) throws UnreadableException {
        var sessions = fields.texts("session_ids");
        if (sessions.size() > MAX_SESSIONS) {
            throw new UnreadableException(sessions.size() + " session_ids; at most " + MAX_SESSIONS + " are read");
        }
        return sessions;
    }

    /** Fields in the order of their names; what is empty is left out. */
    public String encode() {
        var document = new JsonObject().text("app", app.text()).number("capacity", capacity);
        gpu.ifPresent(card -> document.json("gpu", card.encode()));
        document.textIfAny("label", label).textIfAny("metadata", metadata).text("mode", mode.text());
        price.ifPresent(asked -> document.json("price_info", asked.encodeSorted()));
        document.textIfAny("proxy", proxy).textIfAny("runner_id", runnerId).text("runner_url", url.toString());
        if (!sessions.isEmpty()) {
            document.texts("session_ids", sessions);
        }
        if (!ready) {
            document.text("status", "loading");
        }
        return document.textIfAny("version", version).toString();
    }

    /**
     * What the registry makes of it.
     *
     * @param id that the orchestrator gave the runner
     * @param inUse sessions that run now
     */
    public Offering offering(String id, int inUse) {
        var pipeline = new Pipeline(
                app,
                mode == RunnerMode.PERSISTENT ? PipelineClass.REALTIME : PipelineClass.BATCH,
                PayloadFormat.of("*/*"),
                PayloadFormat.of("*/*"),
                pricingUnit(),
                Interaction.PROXY,
                Optional.of(Capability.BYOC),
                "");
        return Offering.application(
                pipeline,
                new Door.LiveRunner(id, url.toString()),
                new ModelConstraint(true, capacity, version, inUse),
                ready ? new Health.Ready() : new Health.Starting());
    }

    private PricingUnit pricingUnit() {
        return switch (price.map(RunnerPrice::unit).orElse(RunnerPrice.Unit.HOUR)) {
            case HOUR, SECOND -> PricingUnit.SECOND;
            case HOUR_OF_720P, PIXEL_OF_720P -> PricingUnit.PIXEL;
            case FIXED -> PricingUnit.REQUEST;
        };
    }
}
