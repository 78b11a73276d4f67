package io.headrace.webrtc.peer;

import io.headrace.webrtc.dtls.DtlsInbox;
import io.headrace.webrtc.dtls.Fingerprint;
import io.headrace.webrtc.dtls.Identity;
import io.headrace.webrtc.dtls.SecuredPeer;
import io.headrace.webrtc.rtp.RtcpCompound;
import io.headrace.webrtc.rtp.RtpPacket;
import io.headrace.webrtc.srtp.SrtpReceiver;
import io.headrace.webrtc.srtp.SrtpSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One end of a session over a real socket. A thread of its own reads; what media and reports it has to say goes to a
 * {@link Listener}, together with its idle moments.
 */
public final class Peer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Identity IDENTITY = Identity.make(new SecureRandom(), Instant.EPOCH);

    /** Takes what comes, on the reading thread. */
    public interface Listener {
        /** Whether the network loses a packet of media on its way here. */
        default boolean loses(byte[] sealed) {
            return false;
        }

        void media(byte[] packet, int length);

        void report(byte[] compound, int length);

        /** Called at least every ten milliseconds. */
        void idle();
    }

    private volatile DatagramSocket socket;
    private final InetSocketAddress server;
    private final PeerOffer offer;
    private volatile String answer;
    private final URI resource;
    private final String etag;
    private final DtlsInbox inbox = new DtlsInbox(this::sendRaw, System::nanoTime);
    private volatile CompletableFuture<Boolean> checked = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean stalled;
    private volatile @Nullable Listener listener;
    private volatile @Nullable SrtpReceiver receiver;
    private @Nullable SrtpSender sender;
    private @Nullable SecuredPeer channel;

    private Peer(PeerOffer offer, URI resource, String etag, String answer) throws IOException {
        this.etag = etag;
        this.offer = offer;
        this.resource = resource;
        this.answer = answer;
        this.server = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(found("a=candidate:1 1 udp \\d+ 127.0.0.1 (\\d+)")));
        this.socket = open();
        Thread.ofPlatform().daemon().name("peer").start(this::readAll);
    }

    private static DatagramSocket open() throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setReceiveBufferSize(4 << 20);
        socket.setSoTimeout(10);
        return socket;
    }

    public static PeerOffer offer(String direction) {
        return new PeerOffer(direction, "actpass", "H264", IDENTITY.fingerprint(), true);
    }

    public static HttpResponse<String> post(URI where, String offer) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(where)
                        .header("Content-Type", "application/sdp")
                        .POST(HttpRequest.BodyPublishers.ofString(offer))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Offers; not connected yet. */
    public static Peer open(URI where, PeerOffer offer) throws IOException, InterruptedException {
        var response = post(where, offer.text());
        if (response.statusCode() != 201) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        var resource = where.resolve(response.headers().firstValue("Location").orElseThrow());
        return new Peer(offer, resource, response.headers().firstValue("ETag").orElseThrow(), response.body());
    }

    public String answer() {
        return answer;
    }

    /** Of the session's connectivity as it began. */
    public String etag() {
        return etag;
    }

    public URI resource() {
        return resource;
    }

    /** The first group of an expression that a line of the answer fits. */
    public String found(String expression) {
        var match = Pattern.compile(expression).matcher(answer);
        if (!match.find()) {
            throw new IllegalStateException("No " + expression + " in " + answer);
        }
        return match.group(1);
    }

    public String password() {
        return found("a=ice-pwd:(\\S+)");
    }

    /** Sends a connectivity check. */
    public void check(String password, boolean nominates) {
        sendRaw(ConnectivityCheck.request(found("a=ice-ufrag:(\\S+)") + ":peer", password, nominates));
    }

    /**
     * Restarts ICE, and goes on from another port with the keys that there are, once the server answered a check from there.
     */
    public void restart() throws Exception {
        var response = HTTP.send(
                HttpRequest.newBuilder(resource)
                        .header("Content-Type", "application/trickle-ice-sdpfrag")
                        .header("If-Match", "*")
                        .method(
                                "PATCH",
                                HttpRequest.BodyPublishers.ofString(
                                        "a=ice-ufrag:again\na=ice-pwd:peerpeerpeerpeerpeerpeer\n"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        answer = response.body();
        move();
    }

    /** Goes on from another port, once the server answered a check from there. */
    public void move() throws Exception {
        checked = new CompletableFuture<>();
        var old = socket;
        socket = open();
        Thread.ofPlatform().daemon().name("peer").start(this::readAll);
        old.close();
        check(password(), true);
        checked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Completed when the server answered a check. */
    public CompletableFuture<Boolean> checked() {
        return checked;
    }

    /** Checks the way and performs the handshake. */
    public Peer connect(Listener taker) throws Exception {
        listener = taker;
        check(password(), true);
        checked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var theirs = Fingerprint.parse(found("a=fingerprint:(.+)").strip()).orElseThrow();
        var secured = offer.setup().equals("passive")
                ? SecuredPeer.accept(IDENTITY, theirs, PATIENCE, inbox)
                : SecuredPeer.connect(IDENTITY, theirs, PATIENCE, inbox);
        channel = secured;
        Thread.ofVirtual().name("peer-goodbye").start(() -> {
            secured.awaitGoodbye();
            ended.complete(true);
        });
        var keys = secured.keys();
        sender = new SrtpSender(keys.profile(), keys.ours());
        receiver = new SrtpReceiver(keys.profile(), keys.theirs());
        return this;
    }

    /** Reads nothing from now on, while the socket stays open and checks can be sent. */
    public void stall() {
        stalled = true;
    }

    private void readAll() {
        var packet = new DatagramPacket(new byte[2048], 2048);
        var reading = socket;
        while (!reading.isClosed() && !stalled) {
            try {
                packet.setLength(2048);
                reading.receive(packet);
                take(Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (SocketTimeoutException nothing) {
                // the idle moment below
            } catch (IOException closed) {
                return;
            }
            var taker = listener;
            if (taker != null && receiver != null) {
                taker.idle();
            }
        }
    }

    private void take(byte[] datagram) {
        int first = datagram[0] & 0xff;
        var taker = listener;
        var opener = receiver;
        if (first <= 3) {
            checked.complete(true);
        } else if (first <= 63) {
            inbox.offer(datagram);
        } else if (taker != null && opener != null) {
            int type = datagram[1] & 0xff;
            if (type >= 192 && type <= 223) {
                opener.rtcp(datagram, datagram.length).ifPresent(length -> taker.report(datagram, length));
            } else if (!taker.loses(datagram)) {
                opener.rtp(datagram, datagram.length).ifPresent(length -> taker.media(datagram, length));
            }
        }
    }

    /** Seals a packet, without sending it. */
    public synchronized byte[] seal(RtpPacket packet) {
        byte[] bytes = packet.bytes(SrtpSender.OVERHEAD);
        return Arrays.copyOf(bytes, Objects.requireNonNull(sender).rtp(bytes, packet.length()));
    }

    public void send(RtcpCompound compound) {
        send(compound.bytes(0));
    }

    /** @param compound plain */
    public synchronized void send(byte[] compound) {
        byte[] bytes = Arrays.copyOf(compound, compound.length + SrtpSender.OVERHEAD);
        int length = Objects.requireNonNull(sender).rtcp(bytes, compound.length);
        sendRaw(Arrays.copyOf(bytes, length));
    }

    public void sendRaw(byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, server));
        } catch (SocketException closed) {
            // nobody sends after the end
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    /** Ends the session by the handshake's channel, as a browser does. */
    public void sayGoodbye() {
        Objects.requireNonNull(channel).sayGoodbye();
    }

    /** Completed when the session is over: the server, or this peer, said goodbye. */
    public CompletableFuture<Boolean> ended() {
        return ended;
    }

    public int delete() throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(resource).DELETE().build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() {
        inbox.close();
        socket.close();
    }
}
