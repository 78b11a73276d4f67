package io.headrace.node.role;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.engine.ChildCommand;
import io.headrace.inference.list.ModelEntry;
import io.headrace.inference.list.ModelEntry.Place;
import io.headrace.inference.pool.ModelRunners;
import io.headrace.inference.runner.Duty;
import io.headrace.inference.runner.Supervision;
import io.headrace.inference.source.ChildRunner;
import io.headrace.inference.source.ContainerLimits;
import io.headrace.inference.source.ContainerRunner;
import io.headrace.inference.source.RunnerSource;
import io.headrace.inference.source.RunnerUrl;
import io.headrace.models.runner.RunnerProgram;
import io.headrace.node.role.DropInModels.DropIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How the runners of requests are had: models of this program and those that were dropped in by children of this process, those
 * of the operator's list by containers or where they run already.
 *
 * @param weights the directory that containers see as {@code /models}; absolute
 * @param cards ids of the graphics cards, of which each container has one in turn; none for containers without
 */
record BatchRunners(RunnerProgram program, RunnerImages images, Path weights, List<String> cards) {

    private static final Supervision WARM = Supervision.BATCH;
    private static final Supervision ON_DEMAND = Supervision.BATCH.resting(Duration.ofMinutes(5));

    /** All that are known from the beginning, by what they can do. */
    Map<BatchSkill, List<ModelRunners>> of(BatchModels models) {
        var all = new LinkedHashMap<BatchSkill, List<ModelRunners>>();
        models.embedded().forEach(skill -> add(all, skill, embedded(skill)));
        for (var entry : models.entries()) {
            var skill = new BatchSkill(entry.pipeline(), entry.model());
            add(all, skill, listed(skill, entry));
        }
        return all;
    }

    private static void add(Map<BatchSkill, List<ModelRunners>> all, BatchSkill skill, ModelRunners runners) {
        all.computeIfAbsent(skill, _ -> new ArrayList<>()).add(runners);
    }

    private ModelRunners embedded(BatchSkill skill) {
        return calls(skill, List.of(child(skill)), ON_DEMAND, 1);
    }

    ModelRunners of(BatchSkill skill, DropIn model) {
        return calls(skill, Collections.nCopies(model.capacity(), child(skill)), model.warm() ? WARM : ON_DEMAND, 1);
    }

    /** What bears an id of ours is ours. */
    private ModelRunners listed(BatchSkill skill, ModelEntry entry) {
        return switch (entry.place()) {
            case Place.Elsewhere(var address) -> calls(skill, List.of(new RunnerUrl(address)), WARM, entry.capacity());
            case Place.Managed() -> calls(skill, managed(skill, entry), entry.warm() ? WARM : ON_DEMAND, 1);
        };
    }

    private List<RunnerSource> managed(BatchSkill skill, ModelEntry entry) {
        if (isEmbedded(entry)) {
            return Collections.nCopies(entry.capacity(), child(skill));
        }
        return IntStream.range(0, entry.capacity())
                .<RunnerSource>mapToObj(number -> container(entry, number))
                .toList();
    }

    private static boolean isEmbedded(ModelEntry entry) {
        return EmbeddedModels.kind(new BatchSkill(entry.pipeline(), entry.model()))
                .isPresent();
    }

    /** Whether somebody must start containers for it. */
    static boolean needContainers(BatchModels models) {
        return models.entries().stream()
                .anyMatch(entry -> entry.place() instanceof Place.Managed && !isEmbedded(entry));
    }

    private RunnerSource container(ModelEntry entry, int number) {
        return new ContainerRunner(
                images.of(entry.pipeline()),
                entry.pipeline(),
                entry.model(),
                entry.flags(),
                weights,
                cards.isEmpty() ? List.of() : List.of(cards.get(number % cards.size())),
                ContainerLimits.DEFAULT);
    }

    /** It says this program's version for its own. */
    private RunnerSource child(BatchSkill skill) {
        var command = program.command(skill.pipeline().text(), skill.model());
        var environment = new HashMap<>(command.environment());
        environment.put("VERSION", LiveModels.RUNNER_VERSION);
        return new ChildRunner(new ChildCommand(command.arguments(), environment, command.dataLimitBytes()));
    }

    private static ModelRunners calls(
            BatchSkill skill, List<RunnerSource> sources, Supervision supervision, int atOnce) {
        return new ModelRunners(skill.model(), sources, supervision, new Duty.Calls(atOnce));
    }
}
