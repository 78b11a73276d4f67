package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.JsonOutput;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.catalog.BatchModels;
import io.headrace.models.frame.onnx.OnnxModels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a runner can be of. */
@Command(
        name = "list",
        description = "Lists the embedded models, and those of a directory.",
        mixinStandardHelpOptions = true)
public final class RunnerListCommand implements Callable<Integer> {

    @Option(names = "--models", paramLabel = "DIR", description = "whose subdirectories are models")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--json", description = "one JSON document on standard output")
    private boolean json;

    /** The embedded model of a pipeline. */
    static String usual(String pipeline) {
        return BatchModels.embedded().stream()
                .filter(manifest -> manifest.pipeline().equals(pipeline))
                .map(EngineManifest::id)
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.WRONG_USE,
                        "Nothing is embedded for " + pipeline
                                + "; name a model of a directory by --model and --models"));
    }

    @Override
    public Integer call() {
        var found = directory.map(folder -> new OnnxModels(folder, 1).names()).orElse(List.of());
        if (json) {
            JsonOutput.print(
                    System.out,
                    Map.of(
                            "embedded",
                            BatchModels.embedded().stream()
                                    .map(RunnerListCommand::document)
                                    .toList(),
                            "models",
                            found));
            return ExitCode.DONE.code();
        }
        System.out.printf("%-22s %-28s %-8s %s%n", "PIPELINE", "MODEL", "KIND", "ORIGIN");
        for (var each : BatchModels.embedded()) {
            System.out.printf("%-22s %-28s %-8s %s%n", each.pipeline(), each.id(), kind(each), each.origin());
        }
        found.forEach(name -> System.out.printf("%-22s %-28s %-8s %s%n", "", name, "real", "the directory"));
        System.out.flush();
        return ExitCode.DONE.code();
    }

    private static Map<String, String> document(EngineManifest manifest) {
        var document = new LinkedHashMap<String, String>();
        document.put("pipeline", manifest.pipeline());
        document.put("model", manifest.id());
        document.put("kind", kind(manifest));
        document.put("origin", manifest.origin());
        document.put("licence", manifest.licence());
        document.put("score", manifest.score());
        return document;
    }

    private static String kind(EngineManifest manifest) {
        return manifest.kind().name().toLowerCase(Locale.ROOT);
    }
}
