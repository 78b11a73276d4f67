package io.headrace.node.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.StreamObserver;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.Ticket;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.trickle.Access;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.Channel;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.LocalPublisher;
import io.headrace.trickle.LocalSubscriber;
import io.headrace.trickle.TrickleException;
import io.headrace.trickle.TrickleLimits;
import io.headrace.tricklehttp.ChannelDesk;
import io.headrace.tricklehttp.CreationOverHttp;
import io.headrace.tricklehttp.TrickleServer;
import io.headrace.wire.Decoded;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.net.OrchestratorGrpc;
import io.headrace.wire.net.OrchestratorInfo;
import io.headrace.wire.net.OrchestratorRequest;
import io.headrace.wire.net.PaymentResult;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An orchestrator of the existing network, with a runner that puts out what comes in. It says what was recorded: its info is
 * E-071's, its sessions begin as in E-072, its runner speaks as in E-076 before the start is answered, and payments are
 * answered as in E-091. Replaced are its address, what makes its tickets good on the chain at hand, and the sessions' names.
 * It knows no tokens and no fields of ours, is paid by the clock, and closes a session's channels when its input is closed.
 */
final class ExistingOrchestrator extends OrchestratorGrpc.OrchestratorImplBase implements AutoCloseable {

    static final PrivateKey KEY = PrivateKey.of(Hash256.of(BigInteger.valueOf(71)));

    /** As recorded: 1,012 wei for each of 27,648,000 units. */
    static final Credit SECOND = Price.of(1_012, 1).times(27_648_000);

    private static final Credit MINUTE = SECOND.times(60);

    private static final String RECORDED_SESSION = "cbdd73f1";
    private static final String RECORDED_SERVICE = "https://127.0.0.1:18935";
    private static final int MAX_BODY = 1 << 20;

    /** Of a session's start: the JSON, and what came with it. */
    record Start(String body, Headers headers, Payment payment) {}

    final List<Start> starts = new CopyOnWriteArrayList<>();
    final List<Payment> payments = new CopyOnWriteArrayList<>();

    /** What came on the control channels. */
    final List<String> controls = new CopyOnWriteArrayList<>();

    private final Channels channels = Channels.silent(TrickleLimits.DEFAULT, System::nanoTime);
    private final AtomicInteger offers = new AtomicInteger();
    private final HttpServer server;

    ExistingOrchestrator(Path folder) throws IOException {
        var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        var routes = new ArrayList<>(new TrickleServer(channels, CreationOverHttp.REFUSED, ChannelDesk.welcoming())
                .routes(TrickleServer.BASE));
        routes.add(Route.of("POST", "/live-video-to-video", this::start));
        routes.add(Route.of("POST", "/payment", this::pay));
        server = HttpServer.start(HttpServerConfig.tls("127.0.0.1", 0, certificate), new Router(routes), List.of(this));
    }

    String service() {
        return "https://127.0.0.1:" + server.port();
    }

    @Override
    public void getOrchestrator(OrchestratorRequest request, StreamObserver<OrchestratorInfo> answer) {
        answer.onNext(info());
        answer.onCompleted();
    }

    /** Each offer has a commitment of its own. */
    private OrchestratorInfo info() {
        try {
            var recorded = OrchestratorInfo.parseFrom(
                    RecordedExchanges.named("E-071").response().grpcMessages().getFirst());
            var address = ByteString.copyFrom(KEY.address().bytes());
            var info = recorded.toBuilder().setTranscoder(service()).setAddress(address);
            info.getTicketParamsBuilder()
                    .setRecipient(address)
                    .setRecipientRandHash(ByteString.copyFrom(Hash256.of(BigInteger.valueOf(offers.incrementAndGet()))
                            .bytes()))
                    .setExpirationBlock(
                            ByteString.copyFrom(BigInteger.valueOf(1 << 30).toByteArray()));
            info.getAuthTokenBuilder()
                    .setExpiration(Instant.now().plusSeconds(3_600).getEpochSecond());
            return info.build();
        } catch (InvalidProtocolBufferException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void start(Exchange exchange, PathParameters path) throws IOException {
        var body = new String(exchange.body().readAll(MAX_BODY), UTF_8);
        var payment = payment(exchange.headers());
        starts.add(new Start(body, exchange.headers(), payment));
        if (value(payment).compareTo(MINUTE) < 0) {
            exchange.refuse(400, "Insufficient balance");
            return;
        }
        var session = String.format("%08x", 0xcbdd73f1 + starts.size());
        open(session);
        exchange.answer(
                200,
                "application/json",
                RecordedExchanges.named("E-072")
                        .response()
                        .bodyText()
                        .replace(RECORDED_SERVICE, service())
                        .replace(RECORDED_SESSION, session));
    }

    private void open(String session) {
        var input = channel(session, "video/MP2T");
        var output = channel(session + "-out", "video/MP2T");
        var control = channel(session + "-control", "application/json");
        var events = channel(session + "-events", "application/json");
        var told = say(events, "E-076");
        begin(() -> {
            echo(input, output, told);
            List.of(input, output, control, events).forEach(channel -> channels.remove(channel.name()));
        });
        begin(() -> listen(control));
    }

    /** Puts what that exchange posted into the channel, which goes on with what comes back. */
    private LocalPublisher say(Channel events, String id) {
        try {
            var publisher = LocalPublisher.of(channels, events, 0);
            say(publisher, id);
            return publisher;
        } catch (TrickleException | InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void say(LocalPublisher events, String id) throws TrickleException, InterruptedException {
        events.publish(
                ByteBuffer.wrap(RecordedExchanges.named(id).request().body().orElseThrow()));
    }

    private Channel channel(String name, String mediaType) {
        channels.create(new ChannelName(name), mediaType, new Access.KnowsName());
        return channels.find(new ChannelName(name)).orElseThrow();
    }

    private interface Work {
        void run() throws TrickleException, InterruptedException;
    }

    private static void begin(Work work) {
        Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (TrickleException | InterruptedException over) {
                // The session is.
            }
        });
    }

    /** Once there is output, the runner says again how it is, and leaves out what it said before. */
    private void echo(Channel input, Channel output, LocalPublisher events)
            throws TrickleException, InterruptedException {
        var from = new LocalSubscriber(input, 0);
        var to = LocalPublisher.of(channels, output, 0);
        while (next(from) instanceof Arrival.Segment(var segment)) {
            try (segment;
                    var copy = to.next()) {
                for (var run = segment.read(); run.isPresent(); run = segment.read()) {
                    copy.write(run.get());
                }
                copy.finish();
                if (segment.seq() == 0) {
                    say(events, "E-089");
                }
            }
        }
    }

    private void listen(Channel control) throws TrickleException, InterruptedException {
        var from = new LocalSubscriber(control, 0);
        while (next(from) instanceof Arrival.Segment(var segment)) {
            try (segment) {
                controls.add(new String(segment.readAll(MAX_BODY), UTF_8));
            }
        }
    }

    /** Goes on with what can still be had. */
    private static Arrival next(LocalSubscriber from) throws TrickleException, InterruptedException {
        var arrival = from.next();
        while (arrival instanceof Arrival.Missed missed) {
            from.seek(missed.resumeAt());
            arrival = from.next();
        }
        return arrival;
    }

    private void pay(Exchange exchange, PathParameters path) throws IOException {
        payments.add(payment(exchange.headers()));
        var recorded = PaymentResult.parseFrom(
                RecordedExchanges.named("E-091").response().body().orElseThrow());
        exchange.answer(
                200,
                Headers.contentType("application/octet-stream"),
                ByteBuffer.wrap(recorded.toBuilder().setInfo(info()).build().toByteArray()));
    }

    /** Of which the signatures of the credential and of each ticket are right. */
    private static Payment payment(Headers headers) {
        var payment = read(
                PaymentCodec.decodeHeader(headers.first(PaymentCodec.HEADER).orElseThrow()));
        var credential = read(SegmentCredentialCodec.decodeHeader(
                headers.first(SegmentCredentialCodec.HEADER).orElseThrow()));
        if (!credential.isSignedBy(payment.sender(), Signatures::signedBy)) {
            throw new AssertionError("The credential is not the sender's");
        }
        payment.batch()
                .ifPresent(batch -> batch.stubs().forEach(stub -> {
                    var ticket = Ticket.of(batch.params(), payment.sender(), stub.senderNonce(), batch.creation());
                    if (!Signatures.signedBy(payment.sender(), ticket.hash(), stub.signature())) {
                        throw new AssertionError("Ticket " + stub.senderNonce() + " is not the sender's");
                    }
                }));
        return payment;
    }

    static Credit value(Payment payment) {
        return payment.batch()
                .map(batch -> batch.params().expectedValue().times(batch.stubs().size()))
                .orElse(Credit.ZERO);
    }

    private static <T> T read(Decoded<T> decoded) {
        if (decoded instanceof Decoded.Value<T>(var value)) {
            return value;
        }
        throw new AssertionError("Papers that make no sense: " + decoded);
    }

    int openChannels() {
        return channels.all().size();
    }

    @Override
    public void close() {
        channels.close();
        server.close();
    }
}
