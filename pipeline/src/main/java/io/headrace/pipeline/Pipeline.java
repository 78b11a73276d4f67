package io.headrace.pipeline;

import java.util.Optional;

/**
 * A kind of work that the network knows how to run. Whoever offers, prices or dispatches work needs nothing but this
 * about it: built-in pipelines, containers brought by operators and live runners are told apart nowhere else.
 *
 * @param capability the bit by which it is advertised; several pipelines share {@link Capability#BYOC}, see {@link #listed};
 *     empty for a name that is not advertised by bits
 * @param defaultModel performs it when a client names none; empty where a client must name one, or there is but one
 */
public record Pipeline(
        PipelineName name,
        PipelineClass pipelineClass,
        PayloadFormat input,
        PayloadFormat output,
        PricingUnit unit,
        Interaction interaction,
        Optional<Capability> capability,
        String defaultModel) {

    public Pipeline {
        if (pipelineClass == PipelineClass.VIDEO && interaction != Interaction.SEGMENTS) {
            throw new IllegalArgumentException(name + ": video travels in segments, not as " + interaction);
        }
        if (pipelineClass == PipelineClass.REALTIME
                && interaction != Interaction.STREAM
                && interaction != Interaction.PROXY) {
            throw new IllegalArgumentException(name + ": real-time work travels as a stream, not as " + interaction);
        }
    }

    /** The model that a client gets who asks for this one; absent and empty both mean the default. */
    public String resolve(String model) {
        return model.isEmpty() ? defaultModel : model;
    }

    /** Whether its bit stands for it alone. */
    public boolean hasOwnBit() {
        return capability.isPresent() && !sharesBit();
    }

    private boolean sharesBit() {
        return capability.equals(Optional.of(Capability.BYOC));
    }

    /**
     * How a model of it is listed beside the bit: by its own name, or behind the pipeline's where pipelines share the bit
     * ({@code frame-interpolation/headrace/dis-flow}).
     */
    public String listed(String model) {
        return sharesBit() ? name + "/" + model : model;
    }

    /** The model that is listed so; empty for one of another pipeline that shares the bit. */
    public Optional<String> modelListedAs(String listed) {
        if (!sharesBit()) {
            return Optional.of(listed);
        }
        var before = name + "/";
        return listed.startsWith(before) && listed.length() > before.length()
                ? Optional.of(listed.substring(before.length()))
                : Optional.empty();
    }
}
