package io.headrace.sdk.spec;

import io.headrace.pipeline.Metering;
import io.headrace.sdk.shape.JsonSchema;
import io.headrace.sdk.shape.Shape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pipeline's server in OpenAPI 3.1. The unit and its price stand under {@code x-headrace-price}: the specification has no
 * word for them.
 */
public final class OpenApi {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String EVENTS = "text/event-stream";
    /** What the network's runners call a list of violations. */
    private static final String VIOLATIONS = "HTTPValidationError";

    private static final String REFUSAL = "Refusal";

    private final PipelineSpec spec;
    private final JsonSchema schema;

    private OpenApi(PipelineSpec spec) {
        this.spec = spec;
        this.schema = new JsonSchema(spec.shapes(), "#/components/schemas/");
    }

    /** @param version of what computes */
    public static String document(PipelineSpec spec, String version) {
        return new OpenApi(spec).document(version).toString();
    }

    private ObjectNode document(String version) {
        var document = JSON.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", spec.name().text())
                .put("version", version)
                .put("description", spec.description());
        document.putObject("paths").putObject("/" + spec.name()).set("post", operation());
        var schemas = schema.definitions();
        schemas.set(VIOLATIONS, violations());
        schemas.set(REFUSAL, refusal());
        document.putObject("components").set("schemas", schemas);
        return document;
    }

    private ObjectNode operation() {
        var operation = JSON.createObjectNode().put("operationId", spec.name().text());
        var body = operation.putObject("requestBody").put("required", true);
        content(body, "application/json", schema.of(spec.input()));
        var answers = operation.putObject("responses");
        answered(answers.putObject("200"));
        refused(answers, "400", "The input keeps all constraints and cannot be served all the same", REFUSAL);
        refused(answers, "401", "The bearer token is wrong", REFUSAL);
        refused(answers, "413", "The body is too large", REFUSAL);
        refused(answers, "415", "The body is not JSON", REFUSAL);
        refused(answers, "422", "The input is not as its schema says", VIOLATIONS);
        refused(answers, "500", "The pipeline failed", REFUSAL);
        refused(answers, "503", "All capacity is taken; Retry-After tells when to ask again", REFUSAL);
        refused(answers, "504", "The pipeline took too long", REFUSAL);
        var price = operation
                .putObject("x-headrace-price")
                .put("unit", spec.unit().word())
                .put("wei_per_unit", spec.pricePerUnit());
        if (spec.metering() instanceof Metering.ByApplication(var _, long mostUnits)) {
            price.put("most_units", mostUnits);
        }
        return operation;
    }

    private void answered(ObjectNode answer) {
        var schemaOfAnswer = schema.of(spec.output().shape());
        if (spec.output() instanceof Output.Streamed) {
            answer.put(
                    "description", "Events whose data is one element each; then an event \"usage\", and data [DONE]");
            content(answer, EVENTS, schemaOfAnswer);
            return;
        }
        answer.put("description", "The output");
        answer.putObject("headers")
                .putObject("X-Headrace-Units")
                .put("description", "How many units this answer has used")
                .putObject("schema")
                .put("type", "integer")
                .put("minimum", 0);
        content(answer, "application/json", schemaOfAnswer);
    }

    private static void content(ObjectNode holder, String mediaType, ObjectNode schema) {
        var content = holder.has("content") ? (ObjectNode) holder.get("content") : holder.putObject("content");
        content.putObject(mediaType).set("schema", schema);
    }

    private void refused(ObjectNode answers, String status, String description, String body) {
        var answer = answers.putObject(status).put("description", description);
        content(answer, "application/json", schema.of(new Shape.Named(body, Object.class)));
    }

    private static ObjectNode violations() {
        return (ObjectNode) JSON.readTree("""
                {"type":"object","required":["detail"],"properties":{"detail":{"type":"array","items":{
                "type":"object","required":["loc","msg","type"],"properties":{
                "loc":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"integer"}]}},
                "msg":{"type":"string"},"type":{"type":"string"}}}}}}""");
    }

    private static ObjectNode refusal() {
        return (ObjectNode) JSON.readTree("""
                {"type":"object","required":["detail"],"properties":{"detail":{
                "type":"object","required":["msg"],"properties":{"msg":{"type":"string"}}}}}""");
    }
}
