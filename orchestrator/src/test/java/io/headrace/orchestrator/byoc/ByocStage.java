package io.headrace.orchestrator.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signatures;
import io.headrace.crypto.Signer;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.ThreadHost;
import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.AppBilling;
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
import io.headrace.wire.byoc.FreshProof;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobToken;
import io.headrace.wire.byoc.JobTokenCodec;
import io.headrace.wire.byoc.SenderProof;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The containers' side of an orchestrator on loopback, a client of it, and a clock that a test can push. */
public final class ByocStage implements AutoCloseable {

    public static final String NAME = "echo-cap";
    static final String SECRET = "s3cr3t";

    private static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 1 << 20);

    public final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    public final BlockingQueue<AppFact> facts = new LinkedBlockingQueue<>();
    public final AtomicLong pushedNanos = new AtomicLong();
    public final NanoTicker ticker = () -> System.nanoTime() + pushedNanos.get();
    public final ByocSide side;
    final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    final HttpServer server;

    /** What is served besides. */
    public interface Beside {
        List<Route> routes(ByocStage stage);
    }

    ByocStage(AppBilling billing) throws Exception {
        this(billing, RegistrationStore.FORGETFUL, config());
    }

    ByocStage(AppBilling billing, RegistrationStore store, ByocConfig config) throws Exception {
        this(billing, store, config, _ -> List.of());
    }

    /** @param others what is served beside containers, and may use all of the stage but its server */
    public ByocStage(AppBilling billing, Beside others) throws Exception {
        this(billing, RegistrationStore.FORGETFUL, config(), others);
    }

    private ByocStage(AppBilling billing, RegistrationStore store, ByocConfig config, Beside others) throws Exception {
        var parts =
                new ByocSide.Parts(host, ticker, billing, Signatures::signedBy, KnownRates.NATIVE, store, facts::add);
        side = new ByocSide(config, parts, () -> "https://orchestrator.example:8935");
        var routes = new ArrayList<>(side.routes());
        routes.addAll(others.routes(this));
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(routes));
    }

    public String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    static ByocConfig config() {
        var loopback = AddressRules.publicAnd(List.of(AddressRange.parse("127.0.0.0/8")));
        var probing = new ByocConfig.Probing(Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofSeconds(5));
        return ByocConfig.of(WorkerSecret.of(SECRET), loopback).with(probing);
    }

    static String registration(String name, String url, int capacity, String more) {
        return "{\"name\":\"" + name + "\",\"url\":\"" + url + "\",\"capacity\":" + capacity
                + ",\"price_per_unit\":1000,\"price_scaling\":1,\"currency\":\"wei\"" + more + "}";
    }

    Answer register(String body) throws Exception {
        return call("POST", "/capability/register", Headers.of("Authorization", SECRET), body);
    }

    void offer(FakeApp app, int capacity, String more) throws Exception {
        offer(app.url(), capacity, more);
    }

    /** Registers an application at 1000 wei a second and waits until it is offered. */
    public void offer(String url, int capacity, String more) throws Exception {
        assertThat(Onlooker.text(register(registration(NAME, url, capacity, more))))
                .isEqualTo("ok");
        Onlooker.await(() -> !side.offerings().isEmpty());
    }

    public Answer call(String method, String path, Headers headers, String body) throws Exception {
        return call(method, path, headers, body, HttpCall.Version.HTTP_1_1);
    }

    Answer call(String method, String path, Headers headers, String body, HttpCall.Version version) throws Exception {
        var call = new HttpCall(method, URI.create(uri() + path), headers, version, PATIENT);
        return body.isEmpty() ? client.send(call) : client.send(call, ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    JobToken token(SenderProof proof) throws Exception {
        var headers = Headers.of(SenderProof.HEADER, proof.encodeHeader()).with(JobToken.CAPABILITY_HEADER, NAME);
        return JobTokenCodec.decode(Onlooker.text(call("GET", JobToken.PATH, headers, "")));
    }

    static JobHeader job(int timeoutSeconds) {
        return job("", "{\"run\": \"echo\"}", "{}", Duration.ofSeconds(timeoutSeconds));
    }

    /** By a gateway that signs nothing. */
    public static JobHeader job(String id, String request, String parameters, Duration timeout) {
        return new JobHeader(
                id,
                request,
                parameters,
                NAME,
                timeout,
                EthAddress.ZERO.toString(),
                "",
                JobHeader.SearchTimes.NONE,
                Optional.empty());
    }

    /** By one of our gateways. */
    static JobHeader fresh(JobHeader job, Signer by, String nonce, String body) {
        return fresh(
                job, by, nonce, Keccak.hash(body.getBytes(UTF_8)), Instant.now().plusSeconds(60));
    }

    static JobHeader fresh(JobHeader job, Signer by, String nonce, Hash256 body, Instant expires) {
        return job.signedBy(by, new FreshProof.Terms(Instant.ofEpochSecond(expires.getEpochSecond()), nonce, body));
    }

    Answer process(String path, JobHeader job, String body) throws Exception {
        return process(path, Headers.of(JobHeader.HEADER, job.encode()), body);
    }

    Answer process(String path, Headers headers, String body) throws Exception {
        return call("POST", "/process/request" + path, headers.with("Content-Type", "application/json"), body);
    }

    /** The answer to a request that announces a body that large, and sends none. */
    public int announcing(String path, Headers headers, int bytes) throws Exception {
        var announced = headers.with("Content-Length", Integer.toString(bytes));
        var head = new HttpCall("POST", URI.create(uri() + path), announced, HttpCall.Version.HTTP_1_1, PATIENT);
        try (var call = client.open(head);
                var answer = call.answer()) {
            return answer.status();
        }
    }

    public <T extends AppFact> T fact(Class<T> kind) throws InterruptedException {
        for (var fact = facts.poll(20, TimeUnit.SECONDS); fact != null; fact = facts.poll(20, TimeUnit.SECONDS)) {
            if (kind.isInstance(fact)) {
                return kind.cast(fact);
            }
        }
        throw new IllegalStateException("No " + kind.getSimpleName() + " within 20 s");
    }

    /** Permits that are taken of the only application. */
    public int inUse() {
        return Onlooker.inUse(side.offerings());
    }

    @Override
    public void close() {
        client.close();
        server.close();
        side.close();
        host.close();
    }
}
