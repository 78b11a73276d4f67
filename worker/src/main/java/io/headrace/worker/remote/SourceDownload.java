package io.headrace.worker.remote;

import io.headrace.media.MediaBytes;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import io.headrace.wire.SegmentCredential;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * Fetches sources from where the orchestrator says, over HTTP/1.1 as the network's workers do (wire protocol section
 * 1.4).
 */
final class SourceDownload {

    private static final Duration UNTIL_HEAD = Duration.ofSeconds(4);

    private final HttpClient client;

    SourceDownload(HttpClient client) {
        this.client = client;
    }

    /**
     * @param patience for all of it, 4 s at least
     * @throws IllegalArgumentException when the URL is none
     */
    MediaBytes fetch(String url, Duration patience) throws IOException, InterruptedException {
        var limits = new HttpCall.Limits(UNTIL_HEAD, patience, SegmentCredential.MAX_SEGMENT_BYTES);
        var call = new HttpCall("GET", URI.create(url), Headers.NONE, HttpCall.Version.HTTP_1_1, limits);
        try (var answer = client.send(call)) {
            if (answer.status() != 200) {
                throw new TransportException(
                        TransportException.Kind.UNREACHABLE, "The source is not there: status " + answer.status());
            }
            return MediaBytes.owning(answer.readAll());
        }
    }
}
