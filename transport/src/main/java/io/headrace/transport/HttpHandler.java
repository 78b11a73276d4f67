package io.headrace.transport;

import java.io.IOException;

/**
 * Answers requests, each on a virtual thread of its own. What it throws before an answer has begun becomes one:
 * {@link BodyTooLargeException} 413, a body that stalls 408, anything else 500 without a word about the cause.
 */
@FunctionalInterface
public interface HttpHandler {
    void handle(Exchange exchange) throws IOException;
}
