package io.headrace.orchestrator.ai;

import io.headrace.admission.batch.BatchPlace;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.pipeline.ModelConstraint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Two workshops of requests as one: what the first has no place for goes to the second. The second is asked first for what it
 * alone has warm. Any thread.
 */
public final class BatchSideBySide implements BatchWorkshop {

    private final BatchWorkshop first;
    private final BatchWorkshop second;

    public BatchSideBySide(BatchWorkshop first, BatchWorkshop second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public Map<BatchSkill, ModelConstraint> offers() {
        var all = new HashMap<>(first.offers());
        second.offers().forEach((skill, offer) -> all.merge(skill, offer, ModelConstraint::joinedBy));
        return all;
    }

    @Override
    public Optional<BatchPlace> take(BatchSkill skill) {
        boolean other = !isWarm(first, skill) && isWarm(second, skill);
        return other
                ? second.take(skill).or(() -> first.take(skill))
                : first.take(skill).or(() -> second.take(skill));
    }

    private static boolean isWarm(BatchWorkshop workshop, BatchSkill skill) {
        return Optional.ofNullable(workshop.offers().get(skill))
                .map(ModelConstraint::warm)
                .orElse(false);
    }
}
