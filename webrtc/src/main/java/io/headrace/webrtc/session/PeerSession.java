package io.headrace.webrtc.session;

import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.dtls.DtlsInbox;
import io.headrace.webrtc.dtls.Identity;
import io.headrace.webrtc.dtls.SecuredPeer;
import io.headrace.webrtc.rtp.Rtcp;
import io.headrace.webrtc.sdp.Agreement;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer, from the answer to its end. Its virtual thread owns all state; the socket's thread, the handshake's thread
 * and the desk put events into its mailbox. It is never interrupted, since that would close the socket that all share.
 *
 * <pre>
 * Unreached  authenticated check ──▶ Securing   (a thread performs the handshake)
 * Securing   handshake done      ──▶ Talking
 * any        nominated check     ──▶ the same, at that address
 * any        restart of ICE      ──▶ the same, with other names and passwords for checks
 * any        DELETE, goodbye, failed handshake, no check within the consent, too slow ──▶ over
 * </pre>
 */
public final class PeerSession implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PeerSession.class);
    private static final int FIRST_REPORT_TYPE = 192;
    private static final int LAST_REPORT_TYPE = 223;
    private static final long LONGEST_DELAY_NANOS = 500_000_000;

    private volatile Credentials credentials;
    private volatile String clientFragment;
    private final Agreement agreement;
    private final Identity identity;
    private final SessionLimits limits;
    private final Wire wire;
    private final Mailbox mailbox;
    private final DtlsInbox handshake;
    private final Conversation conversation;
    private final SessionTime time;
    private final long bornNanos;

    private volatile Optional<InetSocketAddress> peer = Optional.empty();
    private volatile boolean established;
    private Optional<SecureWay> way = Optional.empty();
    private boolean securing;
    private long checkedNanos;
    private long tickNanos;

    /** @param mailbox by which the conversation's other end reaches the session's thread */
    public PeerSession(
            Credentials credentials,
            Agreement agreement,
            Identity identity,
            SessionLimits limits,
            Wire wire,
            Mailbox mailbox,
            Conversation conversation,
            SessionTime time) {
        this.credentials = credentials;
        this.agreement = agreement;
        this.clientFragment = agreement.offer().fragment();
        this.identity = identity;
        this.limits = limits;
        this.wire = wire;
        this.mailbox = mailbox;
        this.handshake = new DtlsInbox(this::send, time.elapsed());
        this.conversation = conversation;
        this.time = time;
        this.bornNanos = time.nanos();
        this.checkedNanos = bornNanos;
        this.tickNanos = bornNanos;
    }

    public Credentials credentials() {
        return credentials;
    }

    /** The name that the client gave to its end of the connectivity checks last. Any thread. */
    public String clientFragment() {
        return clientFragment;
    }

    /** Connectivity is checked anew; media and keys go on as they are. The session table's lock is held. */
    public void restart(Credentials fresh, String freshClientFragment) {
        credentials = fresh;
        clientFragment = freshClientFragment;
    }

    /** What the client and we agreed on. */
    public Agreement agreement() {
        return agreement;
    }

    /** Whether media can flow. */
    public boolean established() {
        return established;
    }

    /** A connectivity check of the peer's came that proved to know our password. Any thread. */
    public void checked(InetSocketAddress from, boolean nominated) {
        mailbox.offer(new Event.Checked(from, nominated));
    }

    /** @param datagram from an address of the peer's, of its handshake; the session's from now on. Any thread */
    public void handshake(byte[] datagram) {
        handshake.offer(datagram);
    }

    /** @param datagram from an address of the peer's, sealed; the session's from now on. Any thread */
    public void media(byte[] datagram, long arrivedNanos) {
        mailbox.next(_ -> way.ifPresent(opened -> open(opened, datagram, arrivedNanos)));
    }

    /** Asks the session to end soon. Any thread. */
    public void end(End how) {
        mailbox.end(how);
    }

    @Override
    public void run() {
        var how = End.FAILED;
        try {
            how = converse();
        } catch (InterruptedException stranger) {
            LOG.warn("The session {} was interrupted, which nobody should do", credentials.fragment());
        } catch (RuntimeException bug) {
            LOG.error("The session {} failed", credentials.fragment(), bug);
        } finally {
            mailbox.end(how);
            handshake.close();
            LOG.debug("The session {} ended: {}", credentials.fragment(), how);
            conversation.end(how);
        }
    }

    private End converse() throws InterruptedException {
        while (true) {
            var event = mailbox.poll(Math.max(1, tickNanos - time.nanos()));
            if (event.isPresent() && event.get() instanceof Event.Ended(var how)) {
                return how;
            }
            event.ifPresent(each -> take(each, time.nanos()));
            long now = time.nanos();
            if (mailbox.takeKeyframeWish()) {
                conversation.keyframeWanted(now);
            }
            tickNanos = Math.min(tickNanos, now + conversation.period().toNanos());
            // what waits may be just what was missing; a flood must not put the tick off for ever
            if (now >= tickNanos && (mailbox.isEmpty() || now >= tickNanos + LONGEST_DELAY_NANOS)) {
                tickNanos = now + conversation.period().toNanos();
                var overdue = overdue(now);
                if (overdue.isPresent()) {
                    return overdue.get();
                }
                way.ifPresent(_ -> conversation.tick(now));
            }
        }
    }

    private Optional<End> overdue(long now) {
        if (way.isEmpty() && now - bornNanos > limits.establish().toNanos()) {
            return Optional.of(End.NEVER_CONNECTED);
        }
        return now - checkedNanos > limits.consent().toNanos() ? Optional.of(End.LOST) : Optional.empty();
    }

    private void take(Event event, long now) {
        switch (event) {
            case Event.Checked(var from, var nominated) -> checked(from, nominated, now);
            case Event.Secured(var keys) -> {
                var secured = new SecureWay(keys, this::send);
                way = Optional.of(secured);
                established = true;
                conversation.begin(secured, now);
            }
            case Event.KeyframeWanted() -> {
                // the wish is looked for after each event
            }
            case Event.Work(var work) -> work.accept(now);
            case Event.Ended _ -> throw new IllegalStateException("The end is not taken, it is returned");
        }
    }

    /** The first way that works is used at once; later the peer decides (RFC 8445 section 7.3.1.5). */
    private void checked(InetSocketAddress from, boolean nominated, long now) {
        checkedNanos = now;
        if (peer.isEmpty() || nominated) {
            peer = Optional.of(from);
        }
        if (!securing) {
            securing = true;
            Thread.ofVirtual().name("dtls-" + credentials.fragment()).start(this::secure);
        }
    }

    /** On a thread of its own, which also waits for the peer's goodbye. */
    private void secure() {
        try {
            var offer = agreement.offer();
            var secured = offer.awaitsHandshake()
                    ? SecuredPeer.connect(identity, offer.fingerprint(), limits.establish(), handshake)
                    : SecuredPeer.accept(identity, offer.fingerprint(), limits.establish(), handshake);
            mailbox.deliver(new Event.Secured(secured.keys()));
            secured.awaitGoodbye();
            mailbox.end(End.FINISHED);
        } catch (InterruptedException stranger) {
            Thread.currentThread().interrupt();
            mailbox.end(End.FAILED);
        } catch (IOException failure) {
            LOG.debug("The handshake of {} failed: {}", credentials.fragment(), failure.getMessage());
            mailbox.end(End.REFUSED);
        } catch (RuntimeException malformed) {
            LOG.debug("The handshake of {} could not be understood", credentials.fragment(), malformed);
            mailbox.end(End.REFUSED);
        }
    }

    private void open(SecureWay opened, byte[] datagram, long arrived) {
        int type = datagram.length > 1 ? datagram[1] & 0xff : 0;
        if (type >= FIRST_REPORT_TYPE && type <= LAST_REPORT_TYPE) {
            OptionalInt length = opened.openReport(datagram);
            if (length.isPresent()) {
                Rtcp.parse(ByteBuffer.wrap(datagram, 0, length.getAsInt()))
                        .forEach(message -> conversation.report(message, arrived));
            }
        } else {
            opened.openMedia(datagram).ifPresent(length -> conversation.media(datagram, length, arrived));
        }
    }

    private void send(byte[] datagram) {
        peer.ifPresent(address -> wire.send(datagram, address));
    }
}
