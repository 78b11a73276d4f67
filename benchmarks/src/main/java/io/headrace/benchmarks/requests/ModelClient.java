package io.headrace.benchmarks.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a runner or a gateway, in the same words. Its calls block; any number of threads. */
final class ModelClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENT = "data: ";
    private static final String LAST = "[DONE]";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI place;

    /** @param server a runner or a gateway */
    ModelClient(URI server) {
        this.place = server.resolve("/" + Ask.PIPELINE);
    }

    /**
     * When the tokens of an answer came.
     *
     * @param nanos from the request to each of them
     */
    record Tokens(List<Long> nanos) {
        Tokens {
            nanos = List.copyOf(nanos);
        }

        long first() {
            return nanos.getFirst();
        }

        long last() {
            return nanos.getLast();
        }
    }

    /** @throws IOException also for an answer that is no success; it says what was said */
    void ask(Ask ask) throws IOException, InterruptedException {
        var answer = http.send(request(ask), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(place + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** @throws IOException also when a token is missing */
    Tokens stream(Ask ask) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var answer = http.send(request(ask), HttpResponse.BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IOException(
                        place + " answered " + answer.statusCode() + ": " + new String(body.readAllBytes(), UTF_8));
            }
            var tokens = tokens(body, begun);
            // Its last piece says why it ended, and is no token.
            if (tokens.size() != ask.tokens() + 1) {
                throw new IOException("%s told %d pieces of %d".formatted(place, tokens.size(), ask.tokens() + 1));
            }
            return new Tokens(tokens.subList(0, ask.tokens()));
        }
    }

    private static List<Long> tokens(InputStream body, long begun) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(body, UTF_8));
        var tokens = new ArrayList<Long>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(EVENT) && !line.endsWith(LAST)) {
                tokens.add(System.nanoTime() - begun);
            }
        }
        return tokens;
    }

    private HttpRequest request(Ask ask) {
        return HttpRequest.newBuilder(place)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ask.json()))
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
