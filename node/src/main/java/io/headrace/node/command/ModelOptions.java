package io.headrace.node.command;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.node.role.BatchModels;
import io.headrace.node.role.EmbeddedModels;
import io.headrace.node.role.LiveModels;
import io.headrace.node.role.ModelSettings;
import io.headrace.node.role.RunnerImages;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which models of live video and of requests an orchestrator or a worker computes itself, on a command line. */
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

    @Option(
            names = "--batch-models",
            paramLabel = "PIPELINE:MODEL",
            description =
                    "embedded models that answer requests, with commas between, or none; see headrace runner list")
    private Optional<String> embedded = Optional.empty();

    @Option(
            names = {"--models-file", "-aiModels"},
            paramLabel = "FILE",
            description = "the list of models that answer requests, and their prices: aiModels.json")
    private Optional<Path> list = Optional.empty();

    @Option(
            names = {"--runner-images", "-aiRunnerImageOverrides"},
            paramLabel = "JSON",
            description = "images of runners: {\"default\":\"IMAGE\",\"batch\":{\"PIPELINE\":\"IMAGE\"}}")
    private Optional<String> images = Optional.empty();

    @Option(
            names = {"--allow-demo-models", "-allowDemoModels"},
            description = "offer methods and demonstrations beyond a local network too")
    private boolean allowDemo;

    /**
     * @param usual when nothing is said
     * @throws IllegalArgumentException when a model is not there, or the list cannot be read
     */
    private BatchModels requests(BatchModels usual) {
        var models = usual.embedding(embedded.map(ModelOptions::embedded).orElse(usual.embedded()));
        models = list.isPresent() ? models.listedIn(list.get()) : models;
        models = directory.isPresent() ? models.in(directory.get()) : models;
        models = images.isPresent() ? models.from(RunnerImages.overriding(images.get())) : models;
        return allowDemo ? models.allowingDemo() : models;
    }

    /** Of a node that strangers may reach. */
    ModelSettings settings(Map<String, String> environment) {
        return new ModelSettings(models(LiveModels.NONE), requests(BatchModels.NONE), false, List.of(), environment);
    }

    /** @param usual of a network of one machine, when nothing is said */
    ModelSettings settings(ModelSettings usual, Map<String, String> environment) {
        return new ModelSettings(
                models(usual.live()), requests(usual.batch()), usual.local(), usual.cards(), environment);
    }

    private static List<BatchSkill> embedded(String text) {
        return text.equals(NONE) ? List.of() : EmbeddedModels.named(text);
    }

    /** @param usual when nothing is said */
    private LiveModels models(LiveModels usual) {
        var chosen = names.map(ModelOptions::listed).orElse(usual.names());
        return new LiveModels(chosen, sessions, directory);
    }

    private static List<String> listed(String text) {
        return text.equals(NONE) ? List.of() : List.of(text.split(","));
    }
}
