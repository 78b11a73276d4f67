package io.headrace.orchestrator.ai;

import io.headrace.pipeline.ModelConstraint;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

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
                offer.merge(skill.model(), usable(id, member, skill, constraint), ModelConstraint::joinedBy);
            }
        }));
        offer.values().removeIf(constraint -> constraint.capacity() == 0);
        return offer;
    }

    private ModelConstraint usable(long id, Member member, AiSkill skill, ModelConstraint constraint) {
        int ordered = (int) errands.values().stream()
                .filter(errand -> errand.worker() == id && errand.skill().equals(skill))
                .filter(errand -> errand.order().isPresent())
                .count();
        int capacity = member.leaving() ? ordered : constraint.capacity() - (taken(id, skill) - ordered);
        return new ModelConstraint(constraint.warm(), Math.max(0, capacity), constraint.runnerVersion(), ordered);
    }
}
