package io.headrace.node.role;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.inference.RunnerPatience;
import io.headrace.inference.pool.ModelRunners;
import io.headrace.inference.pool.RunnerAccess;
import io.headrace.inference.pool.RunnerPool;
import io.headrace.inference.source.ChildRunner;
import io.headrace.inference.source.RunnerOpener;
import io.headrace.models.runner.RunnerProgram;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.worker.live.RunnerLiveWorkshop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;

/** Where live sessions are computed: by runners in children of this process, an orchestrator's or a worker's. */
final class LiveFloor implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final int TOKEN_BYTES = 16;

    /** A runner with a model of some hundred megabytes; one that wants more is in trouble. */
    private static final int MEMORY_MEBIBYTES = 4_096;

    private final HttpClient http;
    private final RunnerPool pool;
    private final LiveWorkshop workshop;

    private LiveFloor(LiveModels models, Path natives, NodeBase base) {
        http = HttpClient.start(ClientConfig.FOR_NODES);
        var program =
                new RunnerProgram(System.getProperty("java.class.path"), natives, models.directory(), MEMORY_MEBIBYTES);
        var opener =
                new RunnerOpener(() -> HexFormat.of().formatHex(base.secrets().bytes(TOKEN_BYTES)), START);
        var runners = models.names().stream()
                .map(model -> ModelRunners.onDemand(model, new ChildRunner(program.command(model)), models.sessions()))
                .toList();
        pool = RunnerPool.open(base.host(), new RunnerAccess(opener, http, RunnerPatience.DEFAULT), runners, _ -> {});
        workshop = new RunnerLiveWorkshop(pool, LiveModels.RUNNER_VERSION);
    }

    /** @param natives where they are unpacked once */
    static LiveFloor open(LiveModels models, Path natives, NodeBase base) {
        return new LiveFloor(models, natives, base);
    }

    LiveWorkshop workshop() {
        return workshop;
    }

    @Override
    public void close() {
        pool.close();
        http.close();
    }
}
