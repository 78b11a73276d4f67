package io.headrace.node.role;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.catalog.BatchModels;
import io.headrace.models.frame.Kind;
import io.headrace.pipeline.PipelineName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The models of requests that this program brings along. */
public final class EmbeddedModels {

    private EmbeddedModels() {}

    public static List<BatchSkill> all() {
        return BatchModels.embedded().stream().map(EmbeddedModels::skill).toList();
    }

    private static BatchSkill skill(EngineManifest manifest) {
        return new BatchSkill(new PipelineName(manifest.pipeline()), manifest.id());
    }

    /**
     * @param list of {@code PIPELINE:MODEL} with commas between; the model with or without {@code headrace/} before it
     * @throws IllegalArgumentException when one of them is not there; the message says which there are
     */
    public static List<BatchSkill> named(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .map(EmbeddedModels::one)
                .toList();
    }

    private static BatchSkill one(String name) {
        return all().stream()
                .filter(skill -> name.equals(skill.pipeline() + ":" + skill.model())
                        || name.equals(skill.pipeline() + ":" + shortName(skill)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no embedded model " + name + "; there are "
                        + all().stream()
                                .map(skill -> skill.pipeline() + ":" + shortName(skill))
                                .collect(Collectors.joining(", "))));
    }

    static String shortName(BatchSkill skill) {
        return skill.model().replaceFirst("^" + EngineManifest.OWN, "");
    }

    /** How seriously it is to be taken; empty when it is none of these. */
    static Optional<Kind> kind(BatchSkill skill) {
        return BatchModels.embedded().stream()
                .filter(manifest -> skill(manifest).equals(skill))
                .map(EngineManifest::kind)
                .findFirst();
    }
}
