package io.headrace.pipeline;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The one table of what a node can run, whichever door a pipeline came through. Immutable: each change gives a new
 * registry.
 */
public final class PipelineRegistry {
    /** More than anybody loads; a peer that registers without end is refused here. */
    public static final int MAX_PIPELINES = 1_000;

    private final SequencedMap<String, Pipeline> byName;

    private PipelineRegistry(SequencedMap<String, Pipeline> byName) {
        this.byName = byName;
    }

    /** The registry of a node that was told nothing: the built-in pipelines alone. */
    public static PipelineRegistry builtIn() {
        return new PipelineRegistry(new TreeMap<>(Map.of(
                key(Pipeline.VIDEO_TRANSCODING), Pipeline.VIDEO_TRANSCODING,
                key(Pipeline.LIVE_VIDEO_TO_VIDEO), Pipeline.LIVE_VIDEO_TO_VIDEO)));
    }

    /** What became of an attempt to register. */
    public sealed interface Registration {
        record Registered(PipelineRegistry registry) implements Registration {}

        /** Another pipeline has this name, and keeps it. */
        record NameTaken(Pipeline holder) implements Registration {}

        record RegistryFull(int limit) implements Registration {}
    }

    /** Registering again what is there already changes nothing. */
    public Registration register(Pipeline pipeline) {
        var holder = byName.get(key(pipeline));
        if (holder != null) {
            return holder.equals(pipeline) ? new Registration.Registered(this) : new Registration.NameTaken(holder);
        }
        if (byName.size() >= MAX_PIPELINES) {
            return new Registration.RegistryFull(MAX_PIPELINES);
        }
        var larger = new TreeMap<>(byName);
        larger.put(key(pipeline), pipeline);
        return new Registration.Registered(new PipelineRegistry(larger));
    }

    public PipelineRegistry without(PipelineName name) {
        var smaller = new TreeMap<>(byName);
        smaller.remove(name.text());
        return new PipelineRegistry(smaller);
    }

    public Optional<Pipeline> find(PipelineName name) {
        return Optional.ofNullable(byName.get(name.text()));
    }

    /** In the order of their names. */
    public Collection<Pipeline> all() {
        return byName.sequencedValues().stream().collect(Collectors.toUnmodifiableList());
    }

    private static String key(Pipeline pipeline) {
        return pipeline.name().text();
    }
}
