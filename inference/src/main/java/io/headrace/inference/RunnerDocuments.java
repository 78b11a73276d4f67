package io.headrace.inference;

import java.util.ArrayList;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what runners answer; fields that nobody asked for are passed over. Empty when it is not the document it should be. */
final class RunnerDocuments {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_DEVICES = 64;

    private RunnerDocuments() {}

    static Optional<RunnerHealth> health(String json) {
        return object(json).flatMap(answer -> switch (text(answer, "status")) {
            case "LOADING" -> Optional.of(new RunnerHealth.Loading());
            case "IDLE" -> Optional.of(new RunnerHealth.Idle());
            case "OK" -> Optional.of(new RunnerHealth.Ok());
            case "ERROR" -> Optional.of(new RunnerHealth.Unfit("The runner calls itself unfit (health ERROR)"));
            default -> Optional.empty();
        });
    }

    static Optional<RunnerVersion> version(String json) {
        return object(json)
                .filter(answer -> answer.path("version").isString())
                .map(answer ->
                        new RunnerVersion(text(answer, "pipeline"), text(answer, "model_id"), text(answer, "version")));
    }

    static Optional<RunnerHardware> hardware(String json) {
        return object(json)
                .map(answer -> answer.path("gpu_info"))
                .filter(cards -> cards.isObject() && cards.size() <= MAX_DEVICES)
                .map(RunnerDocuments::devices);
    }

    private static RunnerHardware devices(JsonNode cards) {
        var devices = new ArrayList<RunnerHardware.Device>();
        for (var card : cards) {
            devices.add(new RunnerHardware.Device(
                    text(card, "id"),
                    text(card, "name"),
                    card.path("memory_total").asLong(0),
                    card.path("memory_free").asLong(0),
                    card.path("major").asInt(0),
                    card.path("minor").asInt(0)));
        }
        return new RunnerHardware(devices);
    }

    private static Optional<JsonNode> object(String json) {
        try {
            return Optional.of(JSON.readTree(json)).filter(JsonNode::isObject);
        } catch (JacksonException garbage) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asString("");
    }
}
