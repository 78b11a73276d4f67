package io.headrace.orchestrator.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.SecretSource;
import io.headrace.crypto.Signatures;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.ThreadHost;
import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.orchestrator.runner.registry.RunnerPace;
import io.headrace.payments.currency.ExchangeRate;
import io.headrace.payments.currency.KeptRate;
import io.headrace.payments.currency.KnownRates;
import io.headrace.payments.currency.Rate;
import io.headrace.payments.currency.RateLimits;
import io.headrace.transport.Answer;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.transport.address.AddressRange;
import io.headrace.transport.address.AddressRules;
import io.headrace.trickle.Channels;
import io.headrace.trickle.TrickleLimits;
import io.headrace.tricklehttp.ChannelDesk;
import io.headrace.tricklehttp.CreationOverHttp;
import io.headrace.tricklehttp.TrickleServer;
import io.headrace.wire.AuthTokens;
import io.headrace.wire.runner.HeartbeatAnswer;
import io.headrace.wire.runner.SessionGrant;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The live runners' side of an orchestrator on loopback, a client of it, and a clock that a test can push. */
public final class RunnerStage implements AutoCloseable {

    public static final String SECRET = "s3cr3t";
    public static final String SERVICE_URI = "https://orchestrator.example:8935";
    public static final String IN_WEI = ",\"price_info\":{\"price\":3600000,\"currency\":\"wei\",\"unit\":\"hour\"}";

    private static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 1 << 24);

    public final AtomicLong pushedSeconds = new AtomicLong();
    private final InstantSource clock = () -> Instant.now().plusSeconds(pushedSeconds.get());
    public final ThreadHost host = new ThreadHost(clock, new Random(1));
    public final HttpClient client = HttpClient.startRelaying(ClientConfig.FOR_NODES);
    public final Channels channels = Channels.silent(TrickleLimits.DEFAULT, System::nanoTime);
    public final RunnerSide side;
    public final HttpServer server;

    public RunnerStage(AppBilling billing) throws Exception {
        this(billing, patient());
    }

    public RunnerStage(AppBilling billing, RunnerConfig config) throws Exception {
        NanoTicker ticker = () ->
                System.nanoTime() + Duration.ofSeconds(pushedSeconds.get()).toNanos();
        var parts = new RunnerSide.Parts(
                host,
                ticker,
                billing,
                Signatures::signedBy,
                rates(),
                new AuthTokens(new byte[32]),
                SecretSource.system(),
                () -> channels);
        side = new RunnerSide(config, parts, () -> SERVICE_URI);
        var routes = new ArrayList<>(side.routes());
        routes.addAll(new TrickleServer(channels, CreationOverHttp.REFUSED, ChannelDesk.welcoming())
                .routes(TrickleServer.BASE));
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(routes));
        side.begin();
    }

    /** One ETH is 3000 dollars, as in the recordings. */
    public static KnownRates rates() throws InterruptedException {
        var rate = Rate.ofPair("ETH / USD", new BigDecimal(3_000), Instant.now());
        var kept = new KeptRate(
                ExchangeRate.fixed(rate, InstantSource.system()), RateLimits.DEFAULT, InstantSource.system());
        kept.poll();
        return new KnownRates(Optional.of(kept));
    }

    /** For tests in which runners send one heartbeat, on machines that may be slow. */
    public static RunnerConfig patient() {
        return config().with(RunnerPace.DEFAULT.withTimeToLive(Duration.ofHours(1)));
    }

    public static RunnerConfig config() {
        var loopback = AddressRules.publicAnd(AddressRange.LOOPBACK);
        return RunnerConfig.of(WorkerSecret.of(SECRET), true, loopback);
    }

    /** @param more fields, with a comma before them */
    public static String card(String url, String more) {
        var app = more.contains("\"app\"") ? "" : "\"app\":\"demo/echo\",";
        return "{" + app + "\"runner_url\":\"" + url + "\",\"capacity\":2" + more + "}";
    }

    public Answer heartbeat(String authorization, String card) throws Exception {
        return call("POST", "/runners/heartbeat", Headers.of("Authorization", authorization), card);
    }

    public HeartbeatAnswer register(FakeRunner runner, String more) throws Exception {
        return HeartbeatAnswer.decode(Onlooker.text(heartbeat(SECRET, card(runner.url(), more))));
    }

    /** Off chain, of a persistent runner. */
    public SessionGrant session(String runner) throws Exception {
        return SessionGrant.decode(Onlooker.text(call("POST", "/apps/" + runner + "/session", Headers.NONE, "{}")));
    }

    /** The address of this node is another one than it tells. */
    public static String path(String url) {
        assertThat(url).startsWith(SERVICE_URI);
        return url.substring(SERVICE_URI.length());
    }

    public URI here(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    public Answer call(String method, String path, Headers headers, String body) throws Exception {
        var call = new HttpCall(method, here(path), headers, HttpCall.Version.HTTP_1_1, PATIENT);
        return body.isEmpty() ? client.send(call) : client.send(call, ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    public Answer get(String path) throws Exception {
        return call("GET", path, Headers.NONE, "");
    }

    public Answer post(String path, String body) throws Exception {
        return call("POST", path, Headers.contentType("application/json"), body);
    }

    /** Places that are taken of all runners. */
    public int inUse() {
        return Onlooker.inUse(side.offerings());
    }

    @Override
    public void close() {
        client.close();
        server.close();
        side.close();
        host.close();
        channels.close();
    }
}
