package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.byoc.ContainerAsk;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobParameters;
import io.headrace.wire.text.JsonObject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client wants of a container's stream.
 *
 * @param id under which it is published, steered and watched
 * @param capability the container's name
 * @param channels that it has, and who may be asked
 * @param channelsText the same as the client wrote it
 * @param parameters a JSON object for the application; empty for none
 * @param pushes where the output is pushed to by RTMP
 */
record StreamAsk(
        String id,
        String capability,
        JobParameters channels,
        String channelsText,
        Optional<String> parameters,
        List<URI> pushes) {

    StreamAsk {
        pushes = List.copyOf(pushes);
    }

    /** The head of its start. */
    JobHeader start(Duration ahead) {
        return job(id, "{}", ahead);
    }

    /** The head of whatever is said of it later. */
    JobHeader about(Duration ahead) {
        return job("", new JsonObject().text("stream_id", id).toString(), ahead);
    }

    private JobHeader job(String name, String request, Duration ahead) {
        return new JobHeader(
                name, request, channelsText, capability, ahead, "", "", JobHeader.SearchTimes.NONE, Optional.empty());
    }

    /** The body of its start. */
    ByteBuffer body() {
        var document = new JsonObject();
        parameters.ifPresent(json -> document.json("params", json));
        return ByteBuffer.wrap(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** As a job of a container. */
    ContainerAsk asJob(Duration ahead) {
        return new ContainerAsk("", start(ahead), channels, Headers.NONE, body());
    }
}
