package io.headrace.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.media.MediaBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A player's side of HTTP. Any thread may call; calls block. What cannot be had now is empty. */
public final class ViewerClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;

    private ViewerClient(HttpClient http) {
        this.http = http;
    }

    public static ViewerClient open() {
        return new ViewerClient(builder().build());
    }

    /** As a viewer of its own: servers that count per address take it for another one. */
    public static ViewerClient from(InetAddress address) {
        return new ViewerClient(builder().localAddress(address).build());
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
    }

    public Optional<MediaBytes> bytes(URI uri) throws InterruptedException {
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? Optional.of(MediaBytes.owning(answer.body())) : Optional.empty();
        } catch (IOException notNow) {
            return Optional.empty();
        }
    }

    public Optional<String> text(URI uri) throws InterruptedException {
        return bytes(uri).map(body -> UTF_8.decode(body.asByteBuffer()).toString());
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
