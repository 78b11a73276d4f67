package io.headrace.orchestrator.runner.registry;

import io.headrace.pipeline.Offering;
import io.headrace.pipeline.PipelineRegistry;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The live runners that are registered. Places are not counted but are the sessions themselves, so that none can leak or be
 * given back twice. Immutable.
 *
 * @param registry says of each how it is
 * @param drawn the generation of the latest registration
 */
public record Runners(PipelineRegistry registry, NavigableMap<String, Runner> byId, long drawn) {

    public static final Runners NONE = new Runners(PipelineRegistry.EMPTY, new TreeMap<>(), 0);

    public Runners {
        byId = Collections.unmodifiableNavigableMap(new TreeMap<>(byId));
    }

    public Optional<Runner> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The same registration, unless it has left. */
    Optional<Runner> find(String id, long generation) {
        return find(id).filter(runner -> runner.generation() == generation);
    }

    /** The one that the operator named so. */
    public Optional<Runner> labelled(String label) {
        return byId.values().stream()
                .filter(runner -> runner.isStatic() && runner.card().label().equals(label))
                .findFirst();
    }

    boolean holds(String session) {
        return byId.values().stream().anyMatch(runner -> runner.sessions().contains(session));
    }

    /** Whether it may be asked for work. */
    public boolean isOffered(Runner runner) {
        return registry.find(runner.offeringId())
                .filter(found -> found.health().isOffered())
                .isPresent();
    }

    /** Those that may be asked, in the order in which they came. */
    public List<Runner> offered() {
        return byId.values().stream()
                .filter(this::isOffered)
                .sorted(Comparator.comparingLong(Runner::generation))
                .toList();
    }

    /** What is on offer now, with the places that are taken. */
    public List<Offering> offerings() {
        return offered().stream()
                .flatMap(runner -> registry.find(runner.offeringId()).stream()
                        .map(found -> new Offering(
                                found.pipeline(),
                                found.door(),
                                runner.offering().models(),
                                found.health())))
                .toList();
    }

    Runners with(PipelineRegistry other) {
        return new Runners(other, byId, drawn);
    }

    /** With a runner that the registry has. */
    Runners with(Runner runner) {
        var more = new TreeMap<>(byId);
        more.put(runner.id(), runner);
        return new Runners(registry, more, Math.max(drawn, runner.generation()));
    }

    Runners without(Runner runner) {
        var fewer = new TreeMap<>(byId);
        fewer.remove(runner.id());
        return new Runners(registry.unregister(runner.offeringId()), fewer, drawn);
    }
}
