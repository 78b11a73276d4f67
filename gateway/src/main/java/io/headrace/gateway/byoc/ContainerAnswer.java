package io.headrace.gateway.byoc;

import io.headrace.transport.Headers;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** What a client is told. */
public sealed interface ContainerAnswer {

    /** As the container answered, with what the client is told of the orchestrator. */
    record Whole(int status, Headers headers, ByteBuffer body) implements ContainerAnswer {}

    /**
     * A stream of events, which is passed on by whoever serves the client.
     *
     * @param from read by whoever passes it on, not closed
     * @param ended is told whether all of it was passed on
     */
    record Events(int status, Headers headers, InputStream from, CompletableFuture<Boolean> ended)
            implements ContainerAnswer {}

    /** Nobody did it. */
    record Failed(int status, String text) implements ContainerAnswer {}
}
