package io.headrace.worker.batch;

import io.headrace.admission.batch.BatchSkill;
import java.util.Comparator;

/** The order in which skills are listed for people. */
final class SkillOrder {

    static final Comparator<BatchSkill> BY_NAME =
            Comparator.comparing((BatchSkill skill) -> skill.pipeline().text()).thenComparing(BatchSkill::model);

    private SkillOrder() {}
}
