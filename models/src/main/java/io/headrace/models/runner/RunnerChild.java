package io.headrace.models.runner;

import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.catalog.BatchModels;
import io.headrace.models.batch.catalog.NoModelException;
import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.LineSettings;
import io.headrace.models.frame.catalog.FramePipelines;
import io.headrace.models.runner.session.FrameWorks;
import io.headrace.models.runner.session.SessionLimits;
import io.headrace.models.runner.session.SessionNeeds;
import io.headrace.models.runner.status.EventDocuments;
import io.headrace.models.runner.status.SteadyClock;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.trickle.Ticker;
import io.headrace.tricklehttp.Pause;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/**
 * The program that computes with one model: sessions of live video, or requests of a batch pipeline. Started by a node's
 * {@code inference} with {@link RunnerOptions}; says {@code listening PORT} on standard output once it answers, serves the
 * runner contract there, and ends at once when its standard input ends, whatever it is busy with: its parent is gone. It says
 * everything else on standard error.
 *
 * <p>Exit codes: 0 the parent is gone, 2 wrong use, 3 it cannot work here; a sentence says why.
 */
public final class RunnerChild {

    private static final int PARENT_GONE = 0;
    private static final int WRONG_USE = 2;
    private static final int UNFIT = 3;

    private RunnerChild() {}

    public static void main(String[] args) {
        var out = System.out;
        System.setOut(System.err);
        try {
            serve(RunnerOptions.parse(List.of(args), System.getenv()), out, Instant.now(), System::nanoTime);
        } catch (IllegalArgumentException wrong) {
            end(WRONG_USE, wrong);
        } catch (IOException | RuntimeException | LinkageError unfit) {
            end(UNFIT, unfit);
        }
    }

    private static void end(int code, Throwable why) {
        System.err.println(why.getMessage());
        Runtime.getRuntime().halt(code);
    }

    /** @param begun when this was, for times that others read */
    private static void serve(RunnerOptions options, PrintStream out, Instant begun, Ticker ticker) throws IOException {
        int port = options.pipeline().equals(RunnerRoutes.PIPELINE)
                ? live(options, new SteadyClock(begun, ticker), ticker).port()
                : serveBatch(options);
        if (options.portFile().isPresent()) {
            Files.writeString(options.portFile().get(), Integer.toString(port));
        }
        out.println("listening " + port);
        out.flush();
        awaitEnd();
        Runtime.getRuntime().halt(PARENT_GONE);
    }

    /** A runner of live video that answers, and loads meanwhile. */
    static RunnerServer live(RunnerOptions options, SteadyClock clock, Ticker ticker) throws IOException {
        var pipeline = pipeline(options);
        var needs = new SessionNeeds(
                new FrameWorks(pipeline, LineSettings.usual(), ticker),
                new EventDocuments(options.model()),
                SessionLimits.DEFAULT,
                HttpClient.start(ClientConfig.FOR_NODES),
                Pause.real(),
                clock,
                ticker);
        var identity = new RunnerIdentity(
                RunnerRoutes.PIPELINE, options.model(), pipeline.kind(), options.version(), options.token());
        return RunnerServer.start(options.host(), options.port(), needs, identity);
    }

    private static int serveBatch(RunnerOptions options) throws IOException {
        try {
            var model = BatchModels.find(options.pipeline(), options.model(), options.models());
            return BatchServer.start(options.host(), options.port(), model, options.version(), options.token())
                    .port();
        } catch (NoModelException | EngineException absent) {
            throw new IllegalStateException(absent.getMessage(), absent);
        }
    }

    private static FramePipeline pipeline(RunnerOptions options) {
        var pipelines = FramePipelines.builtIn(options.models());
        return pipelines
                .find(options.model())
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no model " + options.model() + " for live video; there are " + pipelines.models()));
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said on this pipe.
            }
        } catch (IOException gone) {
            // As good as its end.
        }
    }
}
