package io.headrace.gateway.discovery;

import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Fetches a document. Blocks its (virtual) thread, no longer than its patience. */
@FunctionalInterface
public interface HttpGet {

    /** @throws IOException when there is no answer in time, a longer one than allowed, or one that is not 200 */
    byte[] get(URI document, Duration patience, int maxBytes) throws IOException, InterruptedException;

    /** Over the network. */
    static HttpGet over(HttpClient client) {
        return (document, patience, maxBytes) -> {
            var call = HttpCall.get(document, new HttpCall.Limits(patience, patience, maxBytes));
            try (var answer = client.send(call)) {
                if (answer.status() != 200) {
                    throw new IOException(document + " answered " + answer.status());
                }
                return answer.readAll();
            }
        };
    }
}
