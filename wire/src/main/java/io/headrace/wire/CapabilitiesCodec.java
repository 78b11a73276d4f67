package io.headrace.wire;

import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.Constraints;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.wire.net.Capabilities.CapabilityConstraints;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Capabilities as they travel (wire protocol section 2.7). */
final class CapabilitiesCodec {
    /** Sixty-five thousand capabilities; more words are an attack. */
    private static final int MAX_WORDS = 1_024;

    private static final int MAX_ENTRIES = 10_000;

    private CapabilitiesCodec() {}

    static io.headrace.wire.net.Capabilities encode(Capabilities capabilities) {
        var message = io.headrace.wire.net.Capabilities.newBuilder()
                .putAllCapacities(capabilities.capacities())
                .setVersion(capabilities.version())
                // Sent even when there are none, as existing nodes do.
                .setConstraints(encode(capabilities.constraints()));
        for (long word : capabilities.supported().words()) {
            message.addBitstring(word);
        }
        for (long word : capabilities.mandatory().words()) {
            message.addMandatories(word);
        }
        return message.build();
    }

    private static io.headrace.wire.net.Capabilities.Constraints encode(Constraints constraints) {
        var message =
                io.headrace.wire.net.Capabilities.Constraints.newBuilder().setMinVersion(constraints.minVersion());
        constraints.perCapability().forEach((id, models) -> {
            var perModel = CapabilityConstraints.newBuilder();
            models.forEach((model, constraint) -> perModel.putModels(model, encode(constraint)));
            message.putPerCapability(id, perModel.build());
        });
        return message.build();
    }

    private static CapabilityConstraints.ModelConstraint encode(ModelConstraint constraint) {
        return CapabilityConstraints.ModelConstraint.newBuilder()
                .setWarm(constraint.warm())
                .setCapacity(constraint.capacity())
                .setRunnerVersion(constraint.runnerVersion())
                .setCapacityInUse(constraint.capacityInUse())
                .build();
    }

    static Capabilities decode(io.headrace.wire.net.Capabilities message) throws MalformedException {
        return new Capabilities(
                words(message.getBitstringList()),
                words(message.getMandatoriesList()),
                limited(message.getCapacitiesMap()),
                message.getVersion(),
                decode(message.getConstraints()));
    }

    private static CapabilitySet words(List<Long> words) throws MalformedException {
        if (words.size() > MAX_WORDS) {
            throw new MalformedException("capabilities have " + words.size() + " words");
        }
        return CapabilitySet.ofWords(words.stream().mapToLong(Long::longValue).toArray());
    }

    private static Constraints decode(io.headrace.wire.net.Capabilities.Constraints message) throws MalformedException {
        var perCapability = new TreeMap<Integer, Map<String, ModelConstraint>>();
        for (var entry : limited(message.getPerCapabilityMap()).entrySet()) {
            var models = new TreeMap<String, ModelConstraint>();
            limited(entry.getValue().getModelsMap())
                    .forEach((model, constraint) -> models.put(model, decode(constraint)));
            perCapability.put(entry.getKey(), models);
        }
        return new Constraints(message.getMinVersion(), perCapability);
    }

    private static ModelConstraint decode(CapabilityConstraints.ModelConstraint message) {
        return new ModelConstraint(
                message.getWarm(), message.getCapacity(), message.getRunnerVersion(), message.getCapacityInUse());
    }

    private static <K, V> Map<K, V> limited(Map<K, V> map) throws MalformedException {
        if (map.size() > MAX_ENTRIES) {
            throw new MalformedException("capabilities have " + map.size() + " entries");
        }
        return map;
    }
}
