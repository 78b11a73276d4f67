package io.headrace.gateway.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.SecretSource;
import io.headrace.gateway.byoc.ByocConfig;
import io.headrace.gateway.byoc.ContainerFront;
import io.headrace.gateway.carry.FakeCarriers;
import io.headrace.gateway.fixture.FakePayer;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.peer.ChannelRules;
import io.headrace.gateway.realtime.RealtimeStreams;
import io.headrace.gateway.realtime.flow.FlowTools;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.pull.PullRules;
import io.headrace.gateway.realtime.pull.StreamPulls;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.address.AddressRange;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import io.headrace.tricklehttp.Pause;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Clients' streams of containers, through a gateway's front to two orchestrators on loopback, of which the second is full. */
final class StreamFront implements AutoCloseable {

    static final String DATA = "{\"enable_data_output\":true}";
    static final String VIDEO = "{\"enable_video_ingress\":true,\"enable_video_egress\":true}";
    static final Duration LONG = Duration.ofMinutes(5);

    /** Addresses are names of themselves. */
    private static final HostNames NUMBERS = host -> List.of(InetAddress.ofLiteral(host));

    final FakeStreamOrchestrator one = new FakeStreamOrchestrator();
    final FakeStreamOrchestrator two = new FakeStreamOrchestrator();
    final FakeCarriers carriers = new FakeCarriers();
    private final Path folder;
    private ContainerFront front;
    private RealtimeStreams streams;

    StreamFront(Path folder) throws Exception {
        this.folder = folder;
        two.free = 0;
        front = front(Optional.empty());
        streams = open(times(LONG, LONG));
    }

    static StreamTimes times(Duration payEvery, Duration silence) {
        return new StreamTimes(LONG, payEvery, Duration.ofMillis(10), silence, LONG, Duration.ofSeconds(20));
    }

    private ContainerFront front(Optional<PayerAccount> payer) {
        var config = new ByocConfig(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ZERO, 1_000, 1_000);
        return new ContainerFront(folder, List.of(one.service(), two.service()), config, payer);
    }

    private RealtimeStreams open(StreamTimes times) throws Exception {
        var opened = new RealtimeStreams(
                RealtimeConfig.DEFAULT,
                (_, _) -> {
                    throw new IllegalStateException("Nobody publishes a stream that was not ordered");
                },
                carriers.on(front.host));
        var flow = new FlowTools(front.client, front.host, System::nanoTime, Pause.real());
        var rules = new ChannelRules(NUMBERS);
        var begun = new ContainerStreams(opened, front.containers, front.client, rules, flow, times);
        var places = new StreamPlaces(() -> "http://gateway", () -> "rtmp://gateway/live", true);
        var loopback = new PullRules(AddressRules.only(AddressRange.LOOPBACK), NUMBERS, 1);
        var routes = new ArrayList<>(new StreamApi(begun, places, SecretSource.system()::bytes).routes());
        routes.add(new StreamHook(begun, new StreamPulls(opened, loopback, carriers.on(front.host))).route());
        front.serve(routes);
        return opened;
    }

    /** Anew, as a gateway that pays, or with other patience. */
    void reopen(boolean paying, StreamTimes times) throws Exception {
        streams.close();
        front.close();
        front = front(paying ? Optional.of(new FakePayer()) : Optional.empty());
        streams = open(times);
    }

    RealtimeStreams streams() {
        return streams;
    }

    static String job(String parameters) {
        var json = "{\"request\":\"{}\",\"parameters\":\"" + parameters.replace("\"", "\\\"")
                + "\",\"capability\":\"echo-cap\",\"timeout_seconds\":70}";
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    Answer call(String method, String path, Headers headers, String body) throws Exception {
        return front.call(method, path, headers, body);
    }

    Answer get(String path) throws Exception {
        return call("GET", path, Headers.NONE, "");
    }

    Answer begin(String name, String parameters) throws Exception {
        return call(
                "POST",
                "/process/stream/start",
                Headers.of("Livepeer", job(parameters)),
                "{\"stream_id\":\"" + name + "\",\"params\":\"{\\\"prompt\\\":\\\"hey\\\"}\"}");
    }

    Answer steer(String id, String verb, String body) throws Exception {
        return call("POST", "/process/stream/" + id + "/" + verb, Headers.NONE, body);
    }

    /** The answer to a start whose body is that large. */
    int announcing(int bytes) throws Exception {
        var uri = front.here("/process/stream/start");
        var headers = Headers.of("Livepeer", job(DATA)).with("Content-Length", Integer.toString(bytes));
        var head = new HttpCall("POST", uri, headers, HttpCall.Version.HTTP_1_1, ContainerFront.PATIENT);
        try (var call = front.client.open(head);
                var answer = call.answer()) {
            return answer.status();
        }
    }

    static <T> T next(BlockingQueue<T> queue) throws Exception {
        return Objects.requireNonNull(queue.poll(20, TimeUnit.SECONDS), "within 20 s");
    }

    static void await(BooleanSupplier condition) {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(patience);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        streams.close();
        front.close();
        one.close();
        two.close();
    }
}
