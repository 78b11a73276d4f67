package io.headrace.models.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeType;

/** The parameters that somebody set, checked against those that a pipeline has. Unknown names are refused. */
public final class Parameters {

    /** Of the JSON, in characters. */
    public static final int MAX_LENGTH = 4 << 20;

    private static final int MAX_SHOWN = 80;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonNode object;

    private Parameters(JsonNode object) {
        this.object = object;
    }

    /**
     * @param json an object; blank for none
     * @param known all that the pipeline has
     */
    public static Parameters of(String json, List<? extends Parameter> known) throws ParametersRefused {
        return of(parse(json), known);
    }

    /** @param object of JSON; null and missing stand for one without anything */
    public static Parameters of(JsonNode object, List<? extends Parameter> known) throws ParametersRefused {
        if (object.isNull() || object.isMissingNode()) {
            return new Parameters(MAPPER.createObjectNode());
        }
        if (!object.isObject()) {
            throw new ParametersRefused("Parameters are a JSON object; got " + shown(object) + ".");
        }
        var names = known.stream().map(Parameter::name).toList();
        for (var name : object.propertyNames()) {
            if (!names.contains(name)) {
                throw new ParametersRefused("There is no parameter \"" + cut(name) + "\". "
                        + (names.isEmpty()
                                ? "None can be set."
                                : "Those there are: " + String.join(", ", names) + "."));
            }
        }
        return new Parameters(object);
    }

    /** Any JSON; an empty object for blank text. */
    public static JsonNode parse(String json) throws ParametersRefused {
        if (json.length() > MAX_LENGTH) {
            throw new ParametersRefused(
                    "Parameters of " + json.length() + " characters came; at most " + MAX_LENGTH + " are taken.");
        }
        try {
            return json.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new ParametersRefused("Parameters are not JSON: " + e.getOriginalMessage(), e);
        }
    }

    public double number(Parameter.Numeric parameter) throws ParametersRefused {
        var value = object.path(parameter.name());
        if (isUnset(value)) {
            return parameter.usual();
        }
        if (!value.isNumber() || !(value.asDouble() >= parameter.min()) || !(value.asDouble() <= parameter.max())) {
            throw refused(parameter, "a number in " + parameter.values(), value);
        }
        return value.asDouble();
    }

    public int whole(Parameter.Numeric parameter) throws ParametersRefused {
        double value = number(parameter);
        if (value != Math.rint(value)) {
            throw refused(parameter, "a whole number in " + parameter.values(), object.path(parameter.name()));
        }
        return (int) value;
    }

    public String choice(Parameter.Choice parameter) throws ParametersRefused {
        var value = object.path(parameter.name());
        if (isUnset(value)) {
            return parameter.usual();
        }
        if (!value.isString() || !parameter.choices().contains(value.stringValue())) {
            throw refused(parameter, "one of " + parameter.values(), value);
        }
        return value.stringValue();
    }

    public Optional<String> text(Parameter.Text parameter) throws ParametersRefused {
        var value = object.path(parameter.name());
        if (isUnset(value)) {
            return Optional.empty();
        }
        if (!value.isString() || value.stringValue().length() > parameter.maxLength()) {
            throw refused(parameter, parameter.values(), value);
        }
        return Optional.of(value.stringValue());
    }

    public Optional<JsonNode> structure(Parameter.Structure parameter) {
        return Optional.of(object.path(parameter.name())).filter(value -> !isUnset(value));
    }

    /** All that was set, by name. */
    public List<String> names() {
        return new ArrayList<>(object.propertyNames());
    }

    private static boolean isUnset(JsonNode value) {
        return value.isMissingNode() || value.getNodeType() == JsonNodeType.NULL;
    }

    private static ParametersRefused refused(Parameter parameter, String wanted, JsonNode value) {
        return new ParametersRefused("\"" + parameter.name() + "\" is " + wanted + "; got " + shown(value) + ".");
    }

    /** A value of a stranger's, short enough for a message. */
    public static String shown(JsonNode value) {
        return cut(value.toString());
    }

    private static String cut(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
