package io.headrace.node.role;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.inference.list.ModelEntry;
import io.headrace.inference.list.ModelList;
import io.headrace.models.frame.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which models of requests an orchestrator or a worker offers with runners of its own.
 *
 * @param embedded of those that this program brings along, started when they are needed
 * @param file the operator's list of models, {@code aiModels.json}
 * @param entries what the list says
 * @param directory whose subdirectories are models; those with a {@value DropInModels#FILE} are offered
 * @param images in which containers come
 * @param allowDemo whether methods and demonstrations are offered to strangers too, not to a local network alone
 * @param elsewhere what a list says of models that workers on other machines compute: their prices alone count here
 */
public record BatchModels(
        List<BatchSkill> embedded,
        Optional<Path> file,
        List<ModelEntry> entries,
        Optional<Path> directory,
        RunnerImages images,
        boolean allowDemo,
        List<ModelEntry> elsewhere) {

    public static final BatchModels NONE = new BatchModels(
            List.of(), Optional.empty(), List.of(), Optional.empty(), RunnerImages.DEFAULT, false, List.of());

    /** Of a local network: all that need nothing to be downloaded. */
    public static final BatchModels BUILT_IN = NONE.embedding(EmbeddedModels.all());

    private static final long PIXELS_PER_UNIT = 1;

    public BatchModels {
        embedded = List.copyOf(embedded);
        entries = List.copyOf(entries);
        elsewhere = List.copyOf(elsewhere);
    }

    public BatchModels embedding(List<BatchSkill> others) {
        return new BatchModels(others, file, entries, directory, images, allowDemo, elsewhere);
    }

    /** @throws IllegalArgumentException when the list cannot be read; the message names the entry */
    public BatchModels listedIn(Path list) {
        var read = ModelList.read(list, PIXELS_PER_UNIT);
        return new BatchModels(embedded, Optional.of(list), read, directory, images, allowDemo, elsewhere);
    }

    /** @throws IllegalArgumentException when the list cannot be read; the message names the entry */
    public BatchModels pricedBy(Path list) {
        var read = ModelList.read(list, PIXELS_PER_UNIT);
        return new BatchModels(embedded, file, entries, directory, images, allowDemo, read);
    }

    public BatchModels in(Path models) {
        return new BatchModels(embedded, file, entries, Optional.of(models), images, allowDemo, elsewhere);
    }

    public BatchModels from(RunnerImages others) {
        return new BatchModels(embedded, file, entries, directory, others, allowDemo, elsewhere);
    }

    public BatchModels allowingDemo() {
        return new BatchModels(embedded, file, entries, directory, images, true, elsewhere);
    }

    /** Whether there is anything to be offered, now or later. */
    public boolean isNothing() {
        return embedded.isEmpty() && entries.isEmpty() && directory.isEmpty();
    }

    /**
     * Strangers who pay are not offered what is not fit for it.
     *
     * @throws IllegalArgumentException when something is that may not be
     */
    void checkFitFor(boolean localNetwork) {
        var unfit = embedded.stream()
                .filter(skill -> EmbeddedModels.kind(skill)
                        .filter(kind -> kind != Kind.REAL)
                        .isPresent())
                .map(BatchSkill::toString)
                .collect(Collectors.joining(", "));
        if (!localNetwork && !allowDemo && !unfit.isEmpty()) {
            throw new IllegalArgumentException("Methods and demonstrations are for local networks, and these are some: "
                    + unfit + ". Leave them out of --batch-models, or say --allow-demo-models");
        }
    }

    /** The same as words of a command line, but for the directory, which is that of live models too. */
    public List<String> words() {
        var words = new ArrayList<String>();
        if (!embedded.isEmpty()) {
            words.add("--batch-models");
            words.add(embedded.stream()
                    .map(skill -> skill.pipeline() + ":" + skill.model())
                    .collect(Collectors.joining(",")));
        }
        file.ifPresent(list -> words.addAll(List.of("--models-file", list.toString())));
        if (!images.equals(RunnerImages.DEFAULT)) {
            words.addAll(List.of("--runner-images", images.text()));
        }
        if (allowDemo) {
            words.add("--allow-demo-models");
        }
        return words;
    }
}
