package io.headrace.orchestrator.ai;

import io.headrace.admission.Worker;
import io.headrace.orchestrator.door.Caller;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.ModelConstraint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An AI worker as it offered itself. Only one of ours is believed to do live work: others offer it as well, and do not
 * understand the task (pipelines reference section 4.3).
 *
 * @param caller its name and process, or the address of one that did not say
 * @param skills what it does, each of capacity 1 to {@value #MAX_CAPACITY}; not empty
 */
record AiWorker(Caller caller, Map<AiSkill, ModelConstraint> skills) {

    /** One process does not do more of a model at once, whatever it says. */
    static final int MAX_CAPACITY = 1_000;

    private static final int MAX_NAME = 256;

    AiWorker {
        skills = Map.copyOf(skills);
        if (skills.isEmpty()) {
            throw new IllegalArgumentException("An AI worker that does nothing: " + caller.name());
        }
    }

    /**
     * Empty when nothing of the offer can be used: no model has a capacity, or a name that is one.
     *
     * @throws IllegalArgumentException for a model whose name or version cannot be one
     */
    static Optional<AiWorker> of(Caller caller, Capabilities offer) {
        var skills = new HashMap<AiSkill, ModelConstraint>();
        offer.constraints().perCapability().forEach((capability, models) -> {
            if (caller.isOurs() || capability != Capability.LIVE_VIDEO_TO_VIDEO.id()) {
                models.forEach((model, constraint) -> {
                    if (constraint.capacity() > 0) {
                        skills.put(new AiSkill(capability, readable(model)), limited(constraint));
                    }
                });
            }
        });
        return skills.isEmpty() ? Optional.empty() : Optional.of(new AiWorker(caller, skills));
    }

    private static ModelConstraint limited(ModelConstraint constraint) {
        var version = constraint.runnerVersion();
        return new ModelConstraint(
                constraint.warm(),
                Math.min(constraint.capacity(), MAX_CAPACITY),
                version.isEmpty() ? version : readable(version),
                0);
    }

    /** All of it is told on to gateways. */
    private static String readable(String text) {
        boolean plain = text.chars().allMatch(character -> character > ' ' && character <= '~');
        if (text.isEmpty() || text.length() > MAX_NAME || !plain) {
            throw new IllegalArgumentException(
                    "A model and its version are named by 1 to " + MAX_NAME + " printable letters without blanks");
        }
        return text;
    }

    Worker asWorker() {
        return caller.asWorker();
    }

    int capacity(AiSkill skill) {
        return Optional.ofNullable(skills.get(skill))
                .map(ModelConstraint::capacity)
                .orElse(0);
    }

    boolean isWarm(AiSkill skill) {
        return Optional.ofNullable(skills.get(skill)).map(ModelConstraint::warm).orElse(false);
    }

    /** The same process, that is, and so its earlier registration is dead. */
    boolean sameProcess(AiWorker other) {
        return caller.isOurs() && caller.equals(other.caller);
    }

    /** Whether whoever says to be {@code by} is this one; only workers of ours say who they are. */
    boolean is(Optional<Worker> by) {
        return caller.isOurs() ? by.filter(asWorker()::equals).isPresent() : by.isEmpty();
    }
}
