package io.headrace.worker.ai;

import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Fetches the file of a task from where the orchestrator says, over HTTP/1.1 as the network's workers do. */
final class UploadDownload {

    private static final Duration UNTIL_HEAD = Duration.ofSeconds(4);
    private static final Duration WHOLE = Duration.ofSeconds(60);

    private final HttpClient client;

    UploadDownload(HttpClient client) {
        this.client = client;
    }

    /** @throws IOException also when the address is none, or the file is larger than {@code limit} bytes */
    byte[] fetch(String url, long limit) throws IOException, InterruptedException {
        var limits = new HttpCall.Limits(UNTIL_HEAD, WHOLE, limit);
        try (var answer =
                client.send(new HttpCall("GET", address(url), Headers.NONE, HttpCall.Version.HTTP_1_1, limits))) {
            if (answer.status() != 200) {
                throw new IOException("status " + answer.status());
            }
            return answer.readAll();
        }
    }

    private static URI address(String url) throws IOException {
        try {
            var uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // As wrong as any other.
        }
        throw new IOException("it is no address of http or https");
    }
}
