package io.headrace.webrtc.dtls;

import java.io.IOException;
import java.time.Duration;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;

/**
 * A peer that proved to own the certificate which its description named. Its media is protected by {@link #keys}; of the
 * handshake's channel only the goodbye is left to come. For one thread.
 */
public final class SecuredPeer {

    private static final int WAIT_MS = 1_000;
    private static final int BUFFER = 2_048;

    private final SrtpKeys keys;
    private final DTLSTransport channel;
    private final DtlsInbox inbox;

    private SecuredPeer(SrtpKeys keys, DTLSTransport channel, DtlsInbox inbox) {
        this.keys = keys;
        this.channel = channel;
        this.inbox = inbox;
    }

    /**
     * Waits for the peer's handshake and answers it.
     *
     * @throws IOException when the peer is another one, speaks otherwise, or is not done in time
     */
    public static SecuredPeer accept(Identity identity, Fingerprint peer, Duration within, DtlsInbox inbox)
            throws IOException {
        var end = new ServerEnd(identity, peer, within);
        var channel = new DTLSServerProtocol().accept(end, inbox);
        return new SecuredPeer(end.keys(), channel, inbox);
    }

    /** Begins the handshake; otherwise as {@link #accept}. */
    public static SecuredPeer connect(Identity identity, Fingerprint peer, Duration within, DtlsInbox inbox)
            throws IOException {
        var end = new ClientEnd(identity, peer, within);
        var channel = new DTLSClientProtocol().connect(end, inbox);
        return new SecuredPeer(end.keys(), channel, inbox);
    }

    public SrtpKeys keys() {
        return keys;
    }

    /** Returns when the peer said goodbye, or the inbox was closed and the peer was told so. */
    public void awaitGoodbye() {
        byte[] nobodyReadsIt = new byte[BUFFER];
        try {
            // a goodbye closes the inbox below
            while (!inbox.isClosed()) {
                int _ = channel.receive(nobodyReadsIt, 0, BUFFER, WAIT_MS);
            }
        } catch (IOException gone) {
            // which is what was waited for
        } finally {
            sayGoodbye();
        }
    }

    /** Says goodbye to the peer, unless it did so first. */
    public void sayGoodbye() {
        try {
            channel.close();
        } catch (IOException deaf) {
            // it will notice by itself
        }
    }
}
