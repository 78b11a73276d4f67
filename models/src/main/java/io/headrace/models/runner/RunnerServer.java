package io.headrace.models.runner;

import io.headrace.models.runner.session.SessionNeeds;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.transport.TransportException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A runner that answers on a port, loads its model in the background, and looks twice a second how it fares. */
final class RunnerServer implements AutoCloseable {

    private static final long TICK_MS = 500;

    private final Runner runner;
    private final HttpServer http;
    private final ScheduledExecutorService timer;

    private RunnerServer(Runner runner, HttpServer http, ScheduledExecutorService timer) {
        this.runner = runner;
        this.http = http;
        this.timer = timer;
    }

    /** @param port 0 lets the system choose */
    static RunnerServer start(String host, int port, SessionNeeds needs, RunnerIdentity identity)
            throws TransportException {
        var runner = new Runner(needs);
        var http = HttpServer.start(
                HttpServerConfig.plain(host, port), new Router(new RunnerRoutes(runner, identity).routes()));
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("runner ticks").factory());
        var _ = timer.scheduleAtFixedRate(runner::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        Thread.ofPlatform()
                .daemon()
                .name("loading")
                .stackSize(BatchRunner.STACK_BYTES)
                .start(runner::load);
        return new RunnerServer(runner, http, timer);
    }

    int port() {
        return http.port();
    }

    /** Ends the session that runs besides. */
    @Override
    public void close() {
        timer.shutdownNow();
        http.close();
        try {
            runner.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
