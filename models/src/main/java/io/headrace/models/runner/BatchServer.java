package io.headrace.models.runner;

import io.headrace.models.batch.BatchModel;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.transport.TransportException;

/** A runner of a batch pipeline that answers on a port and loads its model in the background. */
final class BatchServer implements AutoCloseable {

    private final BatchRunner runner;
    private final HttpServer http;

    private BatchServer(BatchRunner runner, HttpServer http) {
        this.runner = runner;
        this.http = http;
    }

    /** @param port 0 lets the system choose */
    static BatchServer start(String host, int port, BatchModel model, String version, String token)
            throws TransportException {
        var manifest = model.manifest();
        var identity = new RunnerIdentity(manifest.pipeline(), manifest.id(), manifest.kind(), version, token);
        var runner = new BatchRunner(model);
        var http = HttpServer.start(
                HttpServerConfig.plain(host, port), new Router(new BatchRoutes(runner, identity).routes()));
        runner.begin();
        return new BatchServer(runner, http);
    }

    int port() {
        return http.port();
    }

    @Override
    public void close() {
        http.close();
        runner.close();
    }
}
