package io.headrace.gateway.byoc;

import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobParameters;

/**
 * What a client wants of a container.
 *
 * @param path below the container's own address, without a slash before it
 * @param job as the client sent it, unsigned
 * @param head of the request, as far as the container is told of it
 * @param body is not changed by anybody
 */
public record ContainerAsk(String path, JobHeader job, JobParameters parameters, Headers head, byte[] body) {}
