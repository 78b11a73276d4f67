package io.headrace.node.role;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.inference.list.ModelEntry;
import io.headrace.pipeline.PipelineName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * Models that an operator puts into a directory, {@code MODEL/model.onnx} or {@code MAKER/MODEL/model.onnx}, and offers for
 * requests by a file beside it:
 *
 * <pre>
 * # headrace.toml
 * pipeline = "upscale"     # or "image-to-image"
 * capacity = 1             # requests at once, each with a runner; 1 without
 * warm = false             # started at once and kept; false without
 * </pre>
 *
 * A file that says something else is passed over with a warning.
 */
final class DropInModels {

    private static final Logger LOG = LoggerFactory.getLogger(DropInModels.class);

    static final String FILE = "headrace.toml";

    private static final String WEIGHTS = "model.onnx";
    private static final Set<String> PIPELINES = Set.of("upscale", "image-to-image");
    private static final int DEPTH = 3;
    private static final int MOST = 1_000;

    private DropInModels() {}

    /** What is said of one. */
    record DropIn(int capacity, boolean warm) {}

    /** Those that are there now; none where the directory cannot be read. */
    static Map<BatchSkill, DropIn> in(Path directory) {
        var found = new HashMap<BatchSkill, DropIn>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (var files = Files.walk(directory, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(file -> file.endsWith(FILE) && Files.isRegularFile(file.resolveSibling(WEIGHTS)))
                    .sorted()
                    .limit(MOST)
                    .forEach(file -> read(directory, file, found));
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.warn("The directory of models {} cannot be read: {}", directory, unreadable.toString());
        }
        return found;
    }

    private static void read(Path directory, Path file, Map<BatchSkill, DropIn> found) {
        try {
            var said = Toml.parse(file);
            if (said.hasErrors()) {
                throw new IllegalArgumentException(
                        "it is not TOML: " + said.errors().getFirst());
            }
            var model = directory.relativize(file).getParent();
            if (model == null) {
                throw new IllegalArgumentException("it must lie in a directory of its own");
            }
            found.put(new BatchSkill(pipeline(said), model.toString()), dropIn(said));
        } catch (IOException | RuntimeException wrong) {
            LOG.warn("The model beside {} is not offered: {}", file, wrong.getMessage());
        }
    }

    private static PipelineName pipeline(TomlParseResult said) {
        var pipeline = said.getString("pipeline", () -> "");
        if (!PIPELINES.contains(pipeline)) {
            throw new IllegalArgumentException(
                    "pipeline is \"" + pipeline + "\"; a file of ONNX serves one of " + PIPELINES);
        }
        return new PipelineName(pipeline);
    }

    private static DropIn dropIn(TomlParseResult said) {
        long capacity = said.getLong("capacity", () -> 1L);
        if (capacity < 1 || capacity > ModelEntry.MOST_CAPACITY) {
            throw new IllegalArgumentException("capacity is " + capacity + ", not 1 to " + ModelEntry.MOST_CAPACITY);
        }
        return new DropIn((int) capacity, said.getBoolean("warm", () -> false));
    }
}
