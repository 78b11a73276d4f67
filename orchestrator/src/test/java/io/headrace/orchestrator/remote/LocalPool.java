package io.headrace.orchestrator.remote;

import io.headrace.crypto.SecretSource;
import io.headrace.machine.ThreadHost;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.transport.ServerCertificate;
import io.headrace.transport.ServerLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remote workers behind a real port on loopback. */
final class LocalPool implements AutoCloseable {

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private final LinkedBlockingQueue<Integer> capacities = new LinkedBlockingQueue<>();
    final RemoteWorkers workers;
    final HttpServer server;

    LocalPool(RemoteWorkersConfig config) throws Exception {
        this(config, ServerLimits.DEFAULT);
    }

    LocalPool(RemoteWorkersConfig config, ServerLimits limits) throws Exception {
        workers = new RemoteWorkers(config, host, SecretSource.system(), () -> uri().toString());
        var listen = HttpServerConfig.tls("127.0.0.1", 0, certificate());
        server = HttpServer.start(listen.with(limits), new Router(workers.routes()), List.of(workers.service()));
        workers.onCapacity(capacities::add);
    }

    /** Nobody meets this pool twice: the folder is gone when the certificate is made. */
    private static ServerCertificate certificate() throws IOException {
        var folder = Files.createTempDirectory("pool");
        try {
            return new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        } finally {
            try (var files = Files.newDirectoryStream(folder)) {
                for (var file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    static LocalPool open() throws Exception {
        return new LocalPool(RemoteWorkersConfig.sharing(WorkerSecret.of("s3cr3t")));
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + server.port());
    }

    void awaitCapacity(int expected) throws InterruptedException {
        for (int capacity = next(); capacity != expected; ) {
            capacity = next();
        }
    }

    private int next() throws InterruptedException {
        return Optional.ofNullable(capacities.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    ScriptedWorker join(String name, int capacity) throws InterruptedException {
        int before = workers.capacity();
        var worker = ScriptedWorker.register(uri(), name, 4_242, capacity);
        awaitCapacity(before + capacity);
        return worker;
    }

    @Override
    public void close() {
        workers.close();
        server.close();
        host.close();
    }
}
