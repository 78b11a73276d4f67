package io.headrace.orchestrator.byoc.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.SecretSource;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.byoc.ByocStage;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.StreamChannels;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** An orchestrator's containers and their streams on loopback, and a client of it. */
final class StreamStage implements AutoCloseable {

    static final String ALL =
            "{\"enable_video_ingress\": true, \"enable_video_egress\": true, \"enable_data_output\": true}";

    final ByocStage containers;
    private final AtomicReference<Optional<StreamSide>> opened = new AtomicReference<>(Optional.empty());

    StreamStage(AppBilling billing, StreamConfig config) throws Exception {
        containers =
                new ByocStage(billing, stage -> open(stage, billing, config).routes());
    }

    private StreamSide open(ByocStage stage, AppBilling billing, StreamConfig config) {
        var parts = new StreamSide.Parts(
                stage.host, stage.ticker, billing, stage.side.shared(), SecretSource.system(), stage.facts::add);
        var side = new StreamSide(config, parts, stage::uri);
        opened.set(Optional.of(side));
        return side;
    }

    private StreamSide side() {
        return opened.get().orElseThrow();
    }

    /** How many are under way. */
    int running() {
        return side().running();
    }

    /** Patient with both sides, and quick at everything else. */
    static StreamConfig config() {
        return StreamConfig.DEFAULT.with(patience(Duration.ofMinutes(5), Duration.ofMinutes(5)));
    }

    static StreamConfig.Patience patience(Duration app, Duration gateway) {
        return new StreamConfig.Patience(
                Duration.ofMillis(10),
                app,
                gateway,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofMillis(500));
    }

    String uri() {
        return containers.uri();
    }

    static JobHeader job(String id, String request, String parameters) {
        return ByocStage.job(id, request, parameters, Duration.ofSeconds(70));
    }

    static JobHeader about(String id) {
        return job("", "{\"stream_id\": \"" + id + "\"}", "");
    }

    Answer start(String id, String parameters, String body) throws Exception {
        return ask(StreamChannels.START_PATH, job(id, "{}", parameters), body);
    }

    /** The answer to a start whose body is that large. */
    int announcing(String id, int bytes) throws Exception {
        var headers = Headers.of(JobHeader.HEADER, job(id, "{}", ALL).encode());
        return containers.announcing(StreamChannels.START_PATH, headers, bytes);
    }

    Answer ask(String path, JobHeader job, String body) throws Exception {
        return ask(path, Headers.of(JobHeader.HEADER, job.encode()), body);
    }

    Answer ask(String path, Headers headers, String body) throws Exception {
        return containers.call("POST", path, headers.with("Content-Type", "application/json"), body);
    }

    /** A whole segment of a channel. */
    void publish(String url, long seq, String body) throws Exception {
        assertThat(call("POST", url + "/" + seq, Headers.NONE, body).status()).isEqualTo(200);
    }

    Answer get(String url) throws Exception {
        return call("GET", url, Headers.NONE, "");
    }

    Answer get(String url, Headers headers) throws Exception {
        return call("GET", url, headers, "");
    }

    Answer delete(String url) throws Exception {
        return call("DELETE", url, Headers.NONE, "");
    }

    /** @param url of this stage */
    private Answer call(String method, String url, Headers headers, String body) throws Exception {
        assertThat(url).startsWith(uri());
        return containers.call(method, url.substring(uri().length()), headers, body);
    }

    static StreamChannels channels(Answer start) throws Exception {
        return StreamChannels.decode(start.headers()::first);
    }

    @Override
    public void close() {
        side().close();
        containers.close();
    }
}
