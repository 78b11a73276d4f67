package io.headrace.sdk.serve;

import io.headrace.sdk.TypedPipeline;
import io.headrace.sdk.register.RegistrationRefusedException;
import io.headrace.sdk.spec.PipelineSpec;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.ServerLimits;
import io.headrace.transport.TransportException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a pipeline over HTTP, and keeps it registered with an orchestrator if there is one. Here, and nowhere else in this
 * module, time and chance are real.
 */
public final class PipelineServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineServer.class);
    /** Container engines wait ten seconds before they kill. */
    private static final Duration UNTIL_DRAINED = Duration.ofSeconds(4);

    private final HttpServer http;
    private final Enrolled enrolled;
    private final AtomicBoolean closing = new AtomicBoolean();
    /** With the reason, if there is one. */
    private final CompletableFuture<Optional<RegistrationRefusedException>> end;

    private PipelineServer(
            HttpServer http, Enrolled enrolled, CompletableFuture<Optional<RegistrationRefusedException>> end) {
        this.http = http;
        this.enrolled = enrolled;
        this.end = end;
    }

    /**
     * A whole program: serves until the process is asked to end (SIGTERM), then takes its registration back and finishes what
     * runs.
     *
     * @param environment see {@link ServerSettings}
     * @throws IllegalArgumentException when the class is no pipeline, or a variable says nothing sensible
     * @throws RegistrationRefusedException when the orchestrator will not have it
     */
    public static void serve(TypedPipeline<?, ?> pipeline, Map<String, String> environment)
            throws TransportException, RegistrationRefusedException, InterruptedException {
        var settings = ServerSettings.of(PipelineSpec.of(pipeline), environment);
        try (var server = start(pipeline, settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            server.awaitEnd();
        }
    }

    /** @throws TransportException when the port cannot be had */
    public static PipelineServer start(TypedPipeline<?, ?> pipeline, ServerSettings settings)
            throws TransportException {
        var spec = PipelineSpec.of(pipeline);
        var calls = new PipelineCalls(spec, pipeline, settings.limits(), System::nanoTime);
        var routes = new PipelineRoutes(spec, settings.identity(), calls);
        var config = HttpServerConfig.plain(settings.host(), settings.port()).with(limits(settings.limits()));
        var http = HttpServer.start(config, routes.router());
        LOG.info("{} listens on {}:{}", spec.name(), settings.host(), http.port());
        var end = new CompletableFuture<Optional<RegistrationRefusedException>>();
        var enrolled = Enrolled.start(
                settings.enrolment(),
                calls::isBusy,
                new SplittableRandom(),
                reason -> end.complete(Optional.of(reason)));
        return new PipelineServer(http, enrolled, end);
    }

    /** A body of the largest size arrives within the deadline of a run; a small one within the grace. */
    private static ServerLimits limits(RunLimits limits) {
        var usual = ServerLimits.DEFAULT;
        long rate = limits.bodyBytes() / Math.max(1, limits.deadline().toSeconds());
        return new ServerLimits(
                usual.connections(),
                usual.requests(),
                usual.headBytes(),
                usual.idle(),
                usual.untilFirstRequest(),
                (int) Math.max(usual.minimumRateBytesPerSecond(), rate),
                usual.rateGrace());
    }

    /** The port that is really listened on. */
    public int port() {
        return http.port();
    }

    /**
     * Waits until the server has been closed.
     *
     * @throws RegistrationRefusedException as soon as an orchestrator will not have the pipeline
     */
    public void awaitEnd() throws InterruptedException, RegistrationRefusedException {
        Optional<RegistrationRefusedException> reason;
        try {
            reason = end.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("The end of a server failed", impossible);
        }
        if (reason.isPresent()) {
            throw reason.get();
        }
    }

    /** Takes the registration back, finishes what runs for a few seconds at most, and ends. */
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        enrolled.close();
        try {
            if (!http.drain(UNTIL_DRAINED)) {
                LOG.warn("Ending though not everything has run to its end within {}", UNTIL_DRAINED);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        http.close();
        end.complete(Optional.empty());
    }
}
