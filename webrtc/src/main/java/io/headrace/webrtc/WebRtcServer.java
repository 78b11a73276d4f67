package io.headrace.webrtc;

import io.headrace.webrtc.desk.Admission;
import io.headrace.webrtc.desk.Desk;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.MediaRequest;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.dtls.Identity;
import io.headrace.webrtc.receive.Incoming;
import io.headrace.webrtc.sdp.Agreement;
import io.headrace.webrtc.sdp.Answer;
import io.headrace.webrtc.sdp.Offer;
import io.headrace.webrtc.sdp.OfferRefused;
import io.headrace.webrtc.send.Outgoing;
import io.headrace.webrtc.send.ViewerQueue;
import io.headrace.webrtc.session.Conversation;
import io.headrace.webrtc.session.Credentials;
import io.headrace.webrtc.session.Mailbox;
import io.headrace.webrtc.session.PeerSession;
import io.headrace.webrtc.session.SessionTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Takes streams from browsers and shows them streams, through one UDP port. It answers offers in full and waits to be
 * reached (ICE lite, RFC 8445 section 2.5). Each session has a virtual thread. Safe for threads.
 */
public final class WebRtcServer implements AutoCloseable {

    private static final String FULL =
            "The server has as many sessions as it takes, or too many that are being established; try again soon";

    private final WebRtcLimits limits;
    private final SecureRandom random;
    private final SessionTime time;
    private final Identity identity;
    private final SessionTable sessions;
    private final UdpPort port;
    private final List<InetSocketAddress> addresses;

    private WebRtcServer(WebRtcConfig config, SecureRandom random, SessionTime time) throws IOException {
        this.limits = config.limits();
        this.random = random;
        this.time = time;
        this.identity = Identity.make(random, time.now());
        this.sessions = new SessionTable(limits);
        this.port = UdpPort.open(config.host(), config.port(), time.elapsed());
        var announced = config.announced().isEmpty() ? LocalAddresses.of(port.address()) : config.announced();
        this.addresses = announced.stream()
                .map(address -> new InetSocketAddress(address, port.number()))
                .toList();
    }

    /**
     * @param random of keys and secrets
     * @throws IOException when the port cannot be had
     */
    public static WebRtcServer start(WebRtcConfig config, SecureRandom random, SessionTime time) throws IOException {
        var server = new WebRtcServer(config, random, time);
        server.port.receive(new DatagramSwitch(server.sessions, server.port)::take);
        return server;
    }

    /** The UDP port that is really used. */
    public int port() {
        return port.number();
    }

    /** How many sessions there are. */
    public int sessions() {
        return sessions.all().size();
    }

    /**
     * Answers a publisher's offer, if the desk lets it in.
     *
     * @throws OfferRefused when there is nothing in it that can be taken
     */
    public Opening publish(Offer offer, MediaRequest request, Desk desk) throws OfferRefused, InterruptedException {
        var agreement = Agreement.toReceive(offer);
        if (!sessions.hasPlace()) {
            return new Opening.Refused(503, FULL);
        }
        var mailbox = new Mailbox(limits.session().waiting());
        return switch (desk.publish(request, agreement.codec(), mailbox)) {
            case Admission.Refused<Publisher>(var status, var sentence) -> new Opening.Refused(status, sentence);
            case Admission.Granted<Publisher>(var publisher) ->
                open(
                        agreement,
                        numbers(),
                        mailbox,
                        new Incoming(
                                agreement,
                                publisher,
                                random.nextInt(),
                                limits.session().pictureBytes()));
        };
    }

    /**
     * Answers a viewer's offer, if the desk lets it in.
     *
     * @throws OfferRefused when it cannot be shown anything
     */
    public Opening view(Offer offer, MediaRequest request, Desk desk) throws OfferRefused, InterruptedException {
        var codecs = Agreement.shownBy(offer);
        if (!sessions.hasPlace()) {
            return new Opening.Refused(503, FULL);
        }
        var mailbox = new Mailbox(limits.session().waiting());
        var queue = new ViewerQueue(codecs, mailbox, mailbox::end);
        return switch (desk.view(request, queue)) {
            case Admission.Refused<Source>(var status, var sentence) -> new Opening.Refused(status, sentence);
            case Admission.Granted<Source>(var source) -> show(offer, source, mailbox, queue);
        };
    }

    private Opening show(Offer offer, Source source, Mailbox mailbox, ViewerQueue queue) throws OfferRefused {
        try {
            var agreement = Agreement.toSend(offer, source.codec());
            var numbers = numbers();
            return open(agreement, numbers, mailbox, new Outgoing(agreement, numbers, source, queue, time));
        } catch (OfferRefused otherCodec) {
            source.leave(queue);
            throw otherCodec;
        }
    }

    private Outgoing.Numbers numbers() {
        int video = random.nextInt();
        // neighbours, so that no two of them can be the same
        return new Outgoing.Numbers(video, video + 1, video + 2, random.nextInt(1 << 15));
    }

    private Opening open(Agreement agreement, Outgoing.Numbers numbers, Mailbox mailbox, Conversation conversation) {
        var credentials = Credentials.make(random);
        var session =
                new PeerSession(credentials, agreement, identity, limits.session(), port, mailbox, conversation, time);
        if (!sessions.add(session)) {
            conversation.end(End.CLOSED);
            return new Opening.Refused(503, FULL);
        }
        Thread.ofVirtual().name("webrtc-" + credentials.fragment()).start(() -> {
            try {
                session.run();
            } finally {
                sessions.remove(session);
            }
        });
        var answer = answer(credentials, numbers).to(agreement, random.nextLong() >>> 1);
        return new Opening.Opened(credentials.resource(), answer, credentials.fragment());
    }

    private Answer answer(Credentials credentials, Outgoing.Numbers numbers) {
        return new Answer(
                credentials.fragment(),
                credentials.password(),
                identity.fingerprint(),
                addresses,
                numbers.videoSsrc(),
                numbers.repairSsrc(),
                numbers.soundSsrc());
    }

    /**
     * Lets a client check its way to us anew, for instance from another network, while media and keys stay
     * (RFC 9725 section 4.3.2).
     *
     * @param clientFragment the client's new name for it
     * @return empty when there is no such session
     */
    public Optional<Restart> restart(String resource, String clientFragment) {
        return sessions.ofResource(resource).flatMap(session -> {
            var fresh = session.credentials().restarted(random);
            return sessions.restart(session, fresh, clientFragment)
                    ? Optional.of(new Restart(answer(fresh, numbers()).fragment(session.agreement()), fresh.fragment()))
                    : Optional.empty();
        });
    }

    /** Names the connectivity of a session until it is restarted; empty when there is no such session. */
    public Optional<String> iceSession(String resource) {
        return sessions.ofResource(resource)
                .map(session -> session.credentials().fragment());
    }

    /** The fragment that the client of a session named last; empty when there is no such session. */
    public Optional<String> clientFragment(String resource) {
        return sessions.ofResource(resource).map(PeerSession::clientFragment);
    }

    /** Ends a session soon. @return false when there is none of that name */
    public boolean end(String resource) {
        var session = sessions.ofResource(resource);
        session.ifPresent(found -> found.end(End.FINISHED));
        return session.isPresent();
    }

    /** Ends all sessions, and gives the port back. */
    @Override
    public void close() {
        sessions.all().forEach(session -> session.end(End.CLOSED));
        port.close();
    }
}
