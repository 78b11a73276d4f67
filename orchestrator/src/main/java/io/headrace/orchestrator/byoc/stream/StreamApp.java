package io.headrace.orchestrator.byoc.stream;

import io.headrace.orchestrator.byoc.App;
import io.headrace.orchestrator.byoc.AppCalls;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.wire.byoc.StreamChannels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * What an application is told of one stream: {@code POST /stream/start}, {@code /stream/params}, {@code /stream/stop}.
 * Blocks.
 */
record StreamApp(HttpClient client, App app, String stream) {

    private static final int MAX_ANSWER = 1 << 20;
    private static final String TYPE = "Content-Type";

    /**
     * What it answered, to be passed on.
     *
     * @param body for one reader
     */
    record Said(int status, Optional<String> mediaType, ByteBuffer body) {

        private static final int REFUSED_TOKEN = 401;

        boolean isRefusal() {
            return status >= 400;
        }

        /** Whether it does not know this orchestrator any more: nothing that concerns a gateway. */
        boolean refusesUs() {
            return status == REFUSED_TOKEN;
        }
    }

    Said start(ByteBuffer document, Duration patience) throws IOException, InterruptedException {
        return post("stream/start", document, patience);
    }

    Said update(ByteBuffer parameters, Duration patience) throws IOException, InterruptedException {
        return post("stream/params", parameters, patience);
    }

    Said stop(ByteBuffer words, Duration patience) throws IOException, InterruptedException {
        return post("stream/stop", words, patience);
    }

    private Said post(String path, ByteBuffer body, Duration patience) throws IOException, InterruptedException {
        Headers head = AppCalls.head(app.address(), app.registration().token())
                .with(TYPE, "application/json")
                .with(StreamChannels.STREAM_ID_HEADER, stream);
        var limits = new HttpCall.Limits(patience, patience, MAX_ANSWER);
        var call = new HttpCall("POST", app.address().resource(path), head, HttpCall.Version.HTTP_1_1, limits);
        try (var answer = client.send(call, body)) {
            return new Said(answer.status(), answer.headers().first(TYPE), ByteBuffer.wrap(answer.readAll()));
        }
    }
}
