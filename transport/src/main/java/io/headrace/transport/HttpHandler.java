package io.headrace.transport;

import java.io.IOException;

/**
 * Answers requests, each on a virtual thread of its own. What it throws before an answer has begun becomes one:
 * of the request's own body, too large 413, too slow 408, broken off 400; anything else 500 without a word about the cause.
 */
@FunctionalInterface
public interface HttpHandler {
    void handle(Exchange exchange) throws IOException;
}
