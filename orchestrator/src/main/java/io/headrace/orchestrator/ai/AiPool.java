package io.headrace.orchestrator.ai;

import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.VersionRule;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The connected AI workers and what they are doing. Permits are not counted but are the errands themselves, so that none
 * can leak or be given back twice.
 *
 * @param members by the number of their registration
 * @param errands by their number, in the order in which they were given
 * @param drawn the number of the latest errand
 */
record AiPool(NavigableMap<Long, Member> members, NavigableMap<Long, AiErrand> errands, long drawn, boolean open) {

    static final AiPool EMPTY = new AiPool(new TreeMap<>(), new TreeMap<>(), 0, true);

    /** @param leaving takes nothing new, and ends what it has */
    record Member(AiWorker worker, boolean leaving) {}

    AiPool {
        members = Collections.unmodifiableNavigableMap(new TreeMap<>(members));
        errands = Collections.unmodifiableNavigableMap(new TreeMap<>(errands));
    }

    /** Permits of that skill which the worker holds out. */
    int taken(long worker, AiSkill skill) {
        return (int) errands.values().stream()
                .filter(errand -> errand.worker() == worker && errand.skill().equals(skill))
                .count();
    }

    /**
     * By model, what is on offer. The capacity is that of those who stay, without the permits of which nobody has
     * anything, and with what those who leave still do; so it is never less than what is at work.
     */
    Map<String, ModelConstraint> offer(int capability) {
        var offer = new TreeMap<String, ModelConstraint>();
        members.forEach((id, member) -> member.worker().skills().forEach((skill, constraint) -> {
            if (skill.capability() == capability) {
                offer.merge(skill.model(), usable(id, member, skill, constraint), AiPool::both);
            }
        }));
        offer.values().removeIf(constraint -> constraint.capacity() == 0);
        return offer;
    }

    private ModelConstraint usable(long id, Member member, AiSkill skill, ModelConstraint constraint) {
        int capacity = member.leaving()
                ? (int) with(id, skill)
                        .filter(errand -> errand.order().isPresent())
                        .count()
                : constraint.capacity()
                        - (int) with(id, skill)
                                .filter(errand -> errand.order().isEmpty())
                                .count();
        return new ModelConstraint(constraint.warm(), Math.max(0, capacity), constraint.runnerVersion(), 0);
    }

    private Stream<AiErrand> with(long worker, AiSkill skill) {
        return errands.values().stream()
                .filter(errand -> errand.worker() == worker && errand.skill().equals(skill));
    }

    /** Whoever asks for a version gets it from either. */
    private static ModelConstraint both(ModelConstraint one, ModelConstraint other) {
        boolean newer = VersionRule.satisfies(one.runnerVersion(), other.runnerVersion());
        return new ModelConstraint(
                one.warm() || other.warm(),
                one.capacity() + other.capacity(),
                newer ? other.runnerVersion() : one.runnerVersion(),
                0);
    }
}
