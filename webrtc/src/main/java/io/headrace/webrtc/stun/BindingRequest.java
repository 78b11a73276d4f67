package io.headrace.webrtc.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A peer's check whether a way to us works (RFC 8445 section 7). Nothing in it may be believed before
 * {@link #isAuthentic}.
 */
public final class BindingRequest {

    private static final int HEADER = 20;
    private static final int BINDING_REQUEST = 0x0001;
    private static final int MAX_USERNAME = 513;

    private final byte[] message;
    private final String username;
    private final int integrityAt;
    private final boolean nominates;

    private BindingRequest(byte[] message, String username, int integrityAt, boolean nominates) {
        this.message = message;
        this.username = username;
        this.integrityAt = integrityAt;
        this.nominates = nominates;
    }

    /** Empty for what is no complete request with a user name and an integrity check. */
    public static Optional<BindingRequest> parse(ByteBuffer datagram) {
        byte[] message = new byte[datagram.remaining()];
        datagram.duplicate().get(message);
        var in = ByteBuffer.wrap(message);
        if (message.length < HEADER
                || in.getShort(0) != BINDING_REQUEST
                || in.getInt(4) != Stun.COOKIE
                || HEADER + in.getShort(2) != message.length) {
            return Optional.empty();
        }
        return attributes(message, in.position(HEADER));
    }

    private static Optional<BindingRequest> attributes(byte[] message, ByteBuffer in) {
        var username = Optional.<String>empty();
        boolean nominates = false;
        while (in.remaining() >= 4) {
            int at = in.position();
            int type = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            int padded = (length + 3) & ~3;
            if (padded > in.remaining()) {
                return Optional.empty();
            }
            if (type == StunAttribute.MESSAGE_INTEGRITY.type()) {
                // what follows it is not vouched for
                boolean nominating = nominates;
                return length == Stun.INTEGRITY_LENGTH
                        ? username.map(name -> new BindingRequest(message, name, at, nominating))
                        : Optional.empty();
            }
            if (type == StunAttribute.USERNAME.type() && length <= MAX_USERNAME) {
                username = Optional.of(new String(message, in.position(), length, StandardCharsets.UTF_8));
            }
            nominates |= type == StunAttribute.USE_CANDIDATE.type();
            in.position(in.position() + padded);
        }
        return Optional.empty();
    }

    /** The fragment by which we know whom it is for: what stands before the colon. */
    public String localFragment() {
        int colon = username.indexOf(':');
        return colon < 0 ? username : username.substring(0, colon);
    }

    /** Whether the peer wants this way to be the one that is used. */
    public boolean nominates() {
        return nominates;
    }

    /** Whether whoever made it knows our password. */
    public boolean isAuthentic(String password) {
        byte[] signed = Arrays.copyOf(message, integrityAt);
        ByteBuffer.wrap(signed).putShort(2, (short) (integrityAt - HEADER + 4 + Stun.INTEGRITY_LENGTH));
        byte[] shown = Arrays.copyOfRange(message, integrityAt + 4, integrityAt + 4 + Stun.INTEGRITY_LENGTH);
        return MessageDigest.isEqual(Stun.integrity(signed, password), shown);
    }

    byte[] transaction() {
        return Arrays.copyOfRange(message, 8, HEADER);
    }
}
