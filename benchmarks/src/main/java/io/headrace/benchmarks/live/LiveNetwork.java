package io.headrace.benchmarks.live;

import io.headrace.benchmarks.soak.NetworkUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A network of processes whose orchestrators are struck one after the other. */
final class LiveNetwork {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int WITHIN_SECONDS = 2;

    private final NetworkUnderTest network;
    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();

    LiveNetwork(NetworkUnderTest network, Path data) {
        this.network = network;
        this.data = data;
    }

    /** Where a stream is published, steered and watched. */
    URI stream(String name) {
        return network.realtime(name);
    }

    /** The name of the orchestrator that computes a stream now. */
    String serving(String stream) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(stream(stream) + "/status")).build(),
                HttpResponse.BodyHandlers.ofString());
        var url = JSON.readTree(answer.body())
                .path("orchestrator_info")
                .path("url")
                .asString("");
        return orchestrators().stream()
                .filter(each -> each.path("uri").asString().equals(url))
                .map(each -> each.path("name").asString())
                .findFirst()
                .orElse("nobody");
    }

    /** Gives the places back that the stream holds. */
    void stop(String stream) throws IOException, InterruptedException {
        var _ = http.send(
                HttpRequest.newBuilder(URI.create(stream(stream) + "/stop"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private List<JsonNode> orchestrators() throws IOException {
        return JSON.readTree(Files.readString(data.resolve("ready.json")))
                .path("orchestrators")
                .valueStream()
                .toList();
    }

    private JsonNode orchestrator(String name) throws IOException {
        return orchestrators().stream()
                .filter(each -> each.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void strike(String name, Blow blow) throws IOException, InterruptedException {
        switch (blow) {
            case DRAINED -> drain(name);
            case KILLED -> signal(name, "-KILL");
            case STALLED -> signal(name, "-STOP");
        }
    }

    /** Whoever is still there is killed: the network starts it again. */
    void heal(String name, Blow blow) throws IOException, InterruptedException {
        switch (blow) {
            case DRAINED, STALLED -> signal(name, "-KILL");
            case KILLED -> {}
        }
    }

    private void drain(String name) throws IOException, InterruptedException {
        var admin = orchestrator(name).path("admin").asString();
        var token = Files.readString(token(name)).strip();
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(admin + "/drain?within=" + WITHIN_SECONDS))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(name + " cannot be drained: " + answer.statusCode() + " " + answer.body());
        }
    }

    private Path token(String name) throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(file -> file.endsWith(Path.of(name, "admin.token")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No admin.token of " + name + " in " + data));
        }
    }

    private void signal(String name, String signal) throws IOException, InterruptedException {
        var pid = network.orchestratorPid(name);
        if (pid.isEmpty()) {
            return;
        }
        var kill =
                new ProcessBuilder("kill", signal, "" + pid.get()).inheritIO().start();
        if (!kill.waitFor(5, TimeUnit.SECONDS)) {
            throw new IOException("kill " + signal + " " + pid.get() + " (" + name + ") hangs");
        }
    }
}
