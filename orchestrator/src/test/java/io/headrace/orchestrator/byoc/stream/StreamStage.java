package io.headrace.orchestrator.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.SecretSource;
import io.headrace.crypto.Signatures;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.ThreadHost;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.byoc.AppFact;
import io.headrace.orchestrator.byoc.ByocConfig;
import io.headrace.orchestrator.byoc.ByocSide;
import io.headrace.orchestrator.byoc.RegistrationStore;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.payments.currency.KnownRates;
import io.headrace.transport.Answer;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.transport.address.AddressRange;
import io.headrace.transport.address.AddressRules;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.StreamChannels;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** An orchestrator's containers and their streams on loopback, and a client of it. */
final class StreamStage implements AutoCloseable {

    static final String NAME = "echo-cap";
    static final String ALL =
            "{\"enable_video_ingress\": true, \"enable_video_egress\": true, \"enable_data_output\": true}";

    private static final String SECRET = "s3cr3t";
    private static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 1 << 20);

    final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    final BlockingQueue<AppFact> facts = new LinkedBlockingQueue<>();
    final AtomicLong pushedNanos = new AtomicLong();
    final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    final ByocSide containers;
    final StreamSide streams;
    final HttpServer server;

    StreamStage(AppBilling billing, StreamConfig config) throws Exception {
        NanoTicker ticker = () -> System.nanoTime() + pushedNanos.get();
        var loopback = AddressRules.publicAnd(AddressRange.LOOPBACK);
        var probing = new ByocConfig.Probing(Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofSeconds(5));
        containers = new ByocSide(
                ByocConfig.of(WorkerSecret.of(SECRET), loopback).with(probing),
                new ByocSide.Parts(
                        host,
                        ticker,
                        billing,
                        Signatures::signedBy,
                        KnownRates.NATIVE,
                        RegistrationStore.FORGETFUL,
                        facts::add),
                () -> "https://orchestrator.example:8935");
        streams = new StreamSide(
                config,
                new StreamSide.Parts(host, ticker, billing, containers.shared(), SecretSource.system(), facts::add),
                this::uri);
        var routes = new ArrayList<Route>(containers.routes());
        routes.addAll(streams.routes());
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(routes));
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
        return "http://127.0.0.1:" + server.port();
    }

    /** Registers an application at 1000 wei a second and waits until it is offered. */
    void offer(String url, int capacity, String more) throws Exception {
        var body = "{\"name\":\"" + NAME + "\",\"url\":\"" + url + "\",\"capacity\":" + capacity
                + ",\"price_per_unit\":1000,\"price_scaling\":1,\"currency\":\"wei\"" + more + "}";
        assertThat(text(post(uri() + "/capability/register", Headers.of("Authorization", SECRET), body)))
                .isEqualTo("ok");
        await(() -> !containers.offerings().isEmpty());
    }

    static JobHeader job(String id, String request, String parameters) {
        return new JobHeader(
                id,
                request,
                parameters,
                NAME,
                Duration.ofSeconds(70),
                EthAddress.ZERO.toString(),
                "",
                JobHeader.SearchTimes.NONE,
                Optional.empty());
    }

    static JobHeader about(String id) {
        return job("", "{\"stream_id\": \"" + id + "\"}", "");
    }

    Answer start(String id, String parameters, String body) throws Exception {
        return ask(StreamChannels.START_PATH, job(id, "{}", parameters), body);
    }

    /** The answer to a start whose body is that large. */
    int announcing(String id, int bytes) throws Exception {
        var headers = Headers.of(JobHeader.HEADER, job(id, "{}", ALL).encode())
                .with("Content-Length", Integer.toString(bytes));
        var uri = URI.create(uri() + StreamChannels.START_PATH);
        try (var call = client.open(new HttpCall("POST", uri, headers, HttpCall.Version.HTTP_1_1, PATIENT));
                var answer = call.answer()) {
            return answer.status();
        }
    }

    Answer ask(String path, JobHeader job, String body) throws Exception {
        return ask(path, Headers.of(JobHeader.HEADER, job.encode()), body);
    }

    Answer ask(String path, Headers headers, String body) throws Exception {
        return post(uri() + path, headers.with("Content-Type", "application/json"), body);
    }

    /** A whole segment of a channel. */
    void publish(String url, long seq, String body) throws Exception {
        assertThat(post(url + "/" + seq, Headers.NONE, body).status()).isEqualTo(200);
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

    private Answer post(String url, Headers headers, String body) throws Exception {
        return call("POST", url, headers, body);
    }

    private Answer call(String method, String url, Headers headers, String body) throws Exception {
        var call = new HttpCall(method, URI.create(url), headers, HttpCall.Version.HTTP_1_1, PATIENT);
        return body.isEmpty() ? client.send(call) : client.send(call, ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    static StreamChannels channels(Answer start) throws Exception {
        return StreamChannels.decode(start.headers()::first);
    }

    static String text(Answer answer) throws IOException {
        return new String(answer.readAll(), UTF_8);
    }

    <T extends AppFact> T fact(Class<T> kind) throws InterruptedException {
        for (var fact = facts.poll(20, TimeUnit.SECONDS); fact != null; fact = facts.poll(20, TimeUnit.SECONDS)) {
            if (kind.isInstance(fact)) {
                return kind.cast(fact);
            }
        }
        throw new IllegalStateException("No " + kind.getSimpleName() + " within 20 s");
    }

    /** Permits that are taken of the only application. */
    int inUse() {
        return containers.offerings().stream()
                .flatMap(offering -> offering.models().values().stream())
                .mapToInt(model -> model.capacityInUse())
                .sum();
    }

    static void await(BooleanSupplier condition) {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(patience);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        streams.close();
        client.close();
        server.close();
        containers.close();
        host.close();
    }
}
