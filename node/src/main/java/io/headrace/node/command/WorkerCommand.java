package io.headrace.node.command;

import io.headrace.media.request.Preset;
import io.headrace.node.process.ParentWatch;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.WorkerRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A worker alone, at the end of the worker protocol. */
@Command(name = "worker", description = "Runs a worker for an orchestrator.", mixinStandardHelpOptions = true)
public final class WorkerCommand implements Callable<Integer> {

    @Option(
            names = "--orch-addr",
            required = true,
            paramLabel = "HOST:PORT",
            description = "the orchestrator's public port")
    private String orchestrator = "";

    @Option(names = "--orch-secret-file", required = true, paramLabel = "FILE", description = "what both share")
    private Path secret = Path.of("");

    @Option(names = "--name", defaultValue = "worker", description = "by which records call it")
    private String name = "";

    @Option(names = "--natives", required = true, paramLabel = "DIR", description = "where FFmpeg is unpacked once")
    private Path natives = Path.of("");

    @Option(names = "--slots", defaultValue = "1", description = "segments worked on at once")
    private int slots;

    @Option(
            names = "--preset",
            defaultValue = "veryfast",
            description = "how much the encoders try (default: ${DEFAULT-VALUE})")
    private Preset preset = Preset.VERYFAST;

    @Option(names = "--supervised", hidden = true, description = "end when standard input ends")
    private boolean supervised;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var base = new NodeBase();
        var worker = WorkerRole.start(
                new WorkerRole.Settings(orchestrator, Files.readString(secret).strip(), name, natives, preset, slots),
                base);
        var over = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    worker.close();
                    base.close();
                    over.countDown();
                }));
        if (supervised) {
            ParentWatch.endWith(System.in, () -> System.exit(0));
        }
        over.await();
        return 0;
    }
}
