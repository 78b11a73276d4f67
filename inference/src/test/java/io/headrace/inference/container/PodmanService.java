package io.headrace.inference.container;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Podman as a container engine that is asked by its interface. */
public final class PodmanService {

    private final Podman podman;
    private final Path socket;
    private Process service;

    private PodmanService(Podman podman, Path socket) throws IOException {
        this.podman = podman;
        this.socket = socket;
        this.service = serve();
    }

    public static PodmanService start(Path sockets) throws Exception {
        var service = new PodmanService(Podman.ofModule(), sockets.resolve("podman.sock"));
        service.awaitSocket();
        return service;
    }

    public Podman podman() {
        return podman;
    }

    public URI host() {
        return URI.create("unix://" + socket);
    }

    private Process serve() throws IOException {
        return podman.serve(host().toString(), log());
    }

    private Path log() {
        return podman.storage().resolve("service.log");
    }

    private void awaitSocket() throws Exception {
        while (!Files.exists(socket)) {
            if (service.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(Files.readString(log()));
            }
        }
    }

    /** Containers go on. */
    void pause() throws Exception {
        service.destroy();
        service.waitFor();
        Files.deleteIfExists(socket);
    }

    void resume() throws Exception {
        service = serve();
        awaitSocket();
    }

    /** Ends every container and the service. */
    public void stop() throws Exception {
        pause();
        podman.stop();
    }
}
