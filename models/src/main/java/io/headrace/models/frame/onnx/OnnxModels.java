package io.headrace.models.frame.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The models in an operator's directory: each subdirectory with a {@value #FILE} is one, and its name is the model's id. As model
 * hubs have it, an id may have two parts, {@code maker/name}: a directory within a directory.
 */
public final class OnnxModels {

    static final String FILE = "model.onnx";

    private static final String PART = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final Pattern NAME = Pattern.compile(PART + "(?:/" + PART + ")?");
    private static final int DEPTH = 2;
    private static final int MAX_MODELS = 1000;

    private final Path directory;
    private final int threads;

    /** @param threads that compute one picture beside each other */
    public OnnxModels(Path directory, int threads) {
        this.directory = directory;
        this.threads = threads;
    }

    public Optional<OnnxPipeline> find(String model) {
        if (!NAME.matcher(model).matches() || !Files.isRegularFile(directory.resolve(model, FILE))) {
            return Optional.empty();
        }
        return Optional.of(new OnnxPipeline(model, directory.resolve(model), threads));
    }

    /** Their ids in order; the first {@value #MAX_MODELS}. */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var entries = Files.walk(directory, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return entries.map(entry -> directory.relativize(entry).toString())
                    .filter(name -> find(name).isPresent())
                    .sorted()
                    .limit(MAX_MODELS)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("The directory of models cannot be read: " + directory, e);
        }
    }
}
