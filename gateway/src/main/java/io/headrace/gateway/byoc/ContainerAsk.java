package io.headrace.gateway.byoc;

import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobParameters;
import java.nio.ByteBuffer;

/**
 * What a client wants of a container.
 *
 * @param path below the container's own address, without a slash before it
 * @param job as the client sent it, unsigned
 * @param head of the request, as far as the container is told of it
 * @param body read from its beginning by whoever duplicates it
 */
public record ContainerAsk(String path, JobHeader job, JobParameters parameters, Headers head, ByteBuffer body) {
    public ContainerAsk {
        body = body.asReadOnlyBuffer();
    }
}
