package io.headrace.node.command;

import io.headrace.node.role.RunnerSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which live runners an orchestrator takes ({@code docs/protocol/live-runners.md}). */
final class RunnerOptions {

    @Option(
            names = {"--use-live-runners", "-useLiveRunners"},
            description = "lets live runners register that know the secret of --orch-secret-file or orch.secret")
    private boolean registering;

    @Option(
            names = {"--live-runner-config", "-liveRunnerConfig"},
            paramLabel = "FILE",
            description = "live runners that do not register themselves; their health is asked for")
    private Optional<Path> list = Optional.empty();

    RunnerSettings settings() {
        return new RunnerSettings(registering, list);
    }
}
