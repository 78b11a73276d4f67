package io.headrace.sdk.spec;

import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PayloadFormat;
import io.headrace.pipeline.PipelineName;
import io.headrace.pipeline.PricingUnit;
import io.headrace.sdk.PipelineDefinition;
import io.headrace.sdk.TypedPipeline;
import io.headrace.sdk.shape.JsonSchema;
import io.headrace.sdk.shape.Shape;
import io.headrace.sdk.shape.Shapes;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that is to be known of a pipeline without running it, found in its class.
 *
 * @param description may be empty
 * @param metering what is counted, and the most that one call may cost
 * @param pricePerUnit in wei
 * @param input a record or a sealed interface of records
 */
public record PipelineSpec(
        PipelineName name,
        String description,
        Metering metering,
        long pricePerUnit,
        Shapes shapes,
        Shape input,
        Output output) {
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    /** A name that is one piece of a path. */
    private static final Pattern ONE_PIECE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private static final PayloadFormat JSON = PayloadFormat.of("application/json");
    private static final PayloadFormat EVENTS = PayloadFormat.of("text/event-stream");

    /** @throws IllegalArgumentException saying what of the class is no pipeline */
    public static PipelineSpec of(TypedPipeline<?, ?> pipeline) {
        var type = pipeline.getClass();
        var definition = type.getAnnotation(PipelineDefinition.class);
        if (definition == null) {
            throw new IllegalArgumentException(
                    type.getName() + " carries no @PipelineDefinition; give it one, with a name");
        }
        if (definition.pricePerUnit() < 0
                || !ONE_PIECE.matcher(definition.name()).matches()) {
            throw new IllegalArgumentException("@PipelineDefinition of " + type.getName() + ": the name \""
                    + definition.name() + "\" has to be letters, digits, '.', '_' and '-', and the price "
                    + definition.pricePerUnit() + " at least 0");
        }
        var arguments = typeArguments(type);
        var streamed = arguments[1] instanceof AnnotatedParameterizedType output && isStream(output);
        var answered = streamed && arguments[1] instanceof AnnotatedParameterizedType stream
                ? stream.getAnnotatedActualTypeArguments()[0]
                : arguments[1];
        var types = new LinkedHashMap<String, AnnotatedType>();
        types.put(INPUT, arguments[0]);
        types.put(OUTPUT, answered);
        var shapes = Shapes.of(types);
        if (!(shapes.root(INPUT) instanceof Shape.Named)) {
            throw new IllegalArgumentException(type.getName() + " takes a " + arguments[0].getType()
                    + "; an input is a record or a sealed interface of records");
        }
        return new PipelineSpec(
                new PipelineName(definition.name()),
                definition.description(),
                metering(type, definition),
                definition.pricePerUnit(),
                shapes,
                shapes.root(INPUT),
                streamed ? new Output.Streamed(shapes.root(OUTPUT)) : new Output.Whole(shapes.root(OUTPUT)));
    }

    private static Metering metering(Class<?> type, PipelineDefinition definition) {
        try {
            return Metering.of(definition.unit(), definition.mostUnits());
        } catch (IllegalArgumentException impossible) {
            throw new IllegalArgumentException(
                    "@PipelineDefinition of " + type.getName() + ": " + impossible.getMessage(), impossible);
        }
    }

    private static boolean isStream(AnnotatedParameterizedType type) {
        return type.getType() instanceof ParameterizedType generic && generic.getRawType() == Stream.class;
    }

    private static AnnotatedType[] typeArguments(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (var implemented : at.getAnnotatedInterfaces()) {
                if (implemented instanceof AnnotatedParameterizedType generic
                        && generic.getType() instanceof ParameterizedType known
                        && known.getRawType() == TypedPipeline.class) {
                    return generic.getAnnotatedActualTypeArguments();
                }
            }
        }
        throw new IllegalArgumentException(
                type.getName()
                        + " does not say what it takes and gives; write \"implements TypedPipeline<Input, Output>\" at the class");
    }

    public PricingUnit unit() {
        return metering.unit();
    }

    /** What an answer is sent as. */
    public PayloadFormat outputFormat() {
        return output instanceof Output.Streamed ? EVENTS : JSON;
    }

    /** What a request is to look like, in JSON Schema 2020-12. */
    public String inputSchema() {
        return JsonSchema.document(shapes, input).toString();
    }

    /** What an answer, or one element of it, looks like, in JSON Schema 2020-12. */
    public String outputSchema() {
        return JsonSchema.document(shapes, output.shape()).toString();
    }
}
