package io.headrace.node.command;

import io.headrace.node.role.LiveModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which models of live video an orchestrator or a worker computes itself, on a command line. */
public final class ModelOptions {

    private static final String NONE = "none";

    @Option(
            names = "--live-models",
            paramLabel = "MODELS",
            description = "models of live video that are computed here, with commas between, or none")
    private Optional<String> names = Optional.empty();

    @Option(
            names = "--live-sessions",
            defaultValue = "1",
            description = "of each model at once (default: ${DEFAULT-VALUE})")
    private int sessions = 1;

    @Option(
            names = {"--models", "-aiModelsDir"},
            paramLabel = "DIR",
            description = "whose subdirectories are models, beside those that are built in")
    private Optional<Path> directory = Optional.empty();

    /** @param usual when nothing is said */
    LiveModels models(LiveModels usual) {
        var chosen = names.map(ModelOptions::listed).orElse(usual.names());
        return new LiveModels(chosen, sessions, directory);
    }

    private static List<String> listed(String text) {
        return text.equals(NONE) ? List.of() : List.of(text.split(","));
    }
}
