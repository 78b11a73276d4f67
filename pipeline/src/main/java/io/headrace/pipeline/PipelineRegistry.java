package io.headrace.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The one table of what a node can run, whichever door it came through: built-in pipelines, containers that registered
 * themselves, live runners. Immutable: each change gives a new registry, and whoever owns the state keeps the newest.
 *
 * <p>The rules: a name means one kind of work; whoever registers again replaces what it had registered, health
 * included; a container cannot take the name of a built-in pipeline that has a bit, for gateways would send it requests
 * of another form; several live runners may serve the same application; what is down is kept and not advertised.
 */
public final class PipelineRegistry {

    /** More than anybody loads; whoever registers without end is refused here. */
    public static final int MAX_OFFERINGS = 1_000;

    public static final PipelineRegistry EMPTY = new PipelineRegistry(new TreeMap<>());

    private final SequencedMap<String, Offering> byId;

    private PipelineRegistry(SequencedMap<String, Offering> byId) {
        this.byId = byId;
    }

    /** What became of an attempt to register. */
    public sealed interface Registration {

        /** @param replaced what the same registrant had registered before */
        record Registered(PipelineRegistry registry, Optional<Offering> replaced) implements Registration {}

        /** The name stands for a built-in pipeline, which this is not. */
        record NameReserved(Pipeline builtIn) implements Registration {}

        /** Somebody else offers another kind of work under this name. */
        record NameTaken(Offering holder) implements Registration {}

        record RegistryFull(int limit) implements Registration {}
    }

    public Registration register(Offering offering) {
        var reserved = BuiltInPipelines.find(offering.pipeline().name())
                .filter(builtIn -> builtIn.hasOwnBit() && !builtIn.equals(offering.pipeline()));
        if (reserved.isPresent()) {
            return new Registration.NameReserved(reserved.get());
        }
        var holder = named(offering.pipeline().name()).stream()
                .filter(other ->
                        !other.id().equals(offering.id()) && !other.pipeline().equals(offering.pipeline()))
                .findFirst();
        if (holder.isPresent()) {
            return new Registration.NameTaken(holder.get());
        }
        var replaced = find(offering.id());
        if (replaced.isEmpty() && byId.size() >= MAX_OFFERINGS) {
            return new Registration.RegistryFull(MAX_OFFERINGS);
        }
        return new Registration.Registered(with(offering), replaced);
    }

    /** Without what is registered under this id, if anything is. */
    public PipelineRegistry unregister(Offering.Id id) {
        var fewer = new TreeMap<>(byId);
        fewer.remove(id.text());
        return new PipelineRegistry(fewer);
    }

    /** After something was seen of an offering; one that has left in the meantime does not come back. */
    public PipelineRegistry after(Offering.Id id, Health.Report report) {
        return find(id).map(offering -> with(offering.after(report))).orElse(this);
    }

    private PipelineRegistry with(Offering offering) {
        var more = new TreeMap<>(byId);
        more.put(offering.id().text(), offering);
        return new PipelineRegistry(more);
    }

    public Optional<Offering> find(Offering.Id id) {
        return Optional.ofNullable(byId.get(id.text()));
    }

    /** Everybody who offers this, in the order of their ids. */
    public List<Offering> named(PipelineName name) {
        return byId.sequencedValues().stream()
                .filter(offering -> offering.pipeline().name().equals(name))
                .toList();
    }

    /** What can be asked for now, in the order of the ids: what descriptors and discovery list. */
    public List<Offering> offered() {
        return byId.sequencedValues().stream()
                .filter(offering -> offering.health().isOffered())
                .toList();
    }

    /** In the order of their ids. */
    public List<Offering> all() {
        return List.copyOf(byId.sequencedValues());
    }

    /**
     * What a node tells gateways by bits and constraints once it offers this, too. A model that is there twice counts
     * twice; what has no bit, and live runners, which are found by discovery, are not in it.
     */
    public Capabilities advertisedWith(Capabilities others) {
        var offer = others;
        for (var offering : offered()) {
            var bit = offering.pipeline().capability();
            if (bit.isPresent() && !(offering.door() instanceof Door.LiveRunner)) {
                for (Map.Entry<String, ModelConstraint> model :
                        offering.models().entrySet()) {
                    offer = joined(offer, bit.get(), model);
                }
            }
        }
        return offer;
    }

    private static Capabilities joined(Capabilities offer, Capability bit, Map.Entry<String, ModelConstraint> model) {
        var there = offer.constraints()
                .perCapability()
                .getOrDefault(bit.id(), Map.of())
                .get(model.getKey());
        var constraint = there == null ? model.getValue() : there.joinedBy(model.getValue());
        return offer.withModel(bit, model.getKey(), constraint);
    }
}
