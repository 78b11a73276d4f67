package io.headrace.webrtc.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Tells a peer that its request came, and from where (RFC 8489 section 7.3.1.1). */
public final class BindingResponse {

    private static final short BINDING_SUCCESS = 0x0101;
    private static final int HEADER = 20;
    private static final int FINGERPRINT_LENGTH = 4;
    private static final byte IPV4 = 1;
    private static final byte IPV6 = 2;

    private BindingResponse() {}

    /**
     * @param from where the request came from, as seen here
     * @param password ours
     */
    public static byte[] to(BindingRequest request, InetSocketAddress from, String password) {
        byte[] address = from.getAddress().getAddress();
        int mapped = 4 + 4 + address.length;
        int integrity = 4 + Stun.INTEGRITY_LENGTH;
        var out = ByteBuffer.allocate(HEADER + mapped + integrity + 4 + FINGERPRINT_LENGTH);
        out.putShort(BINDING_SUCCESS).putShort((short) (mapped + integrity));
        out.putInt(Stun.COOKIE).put(request.transaction());
        putAddress(out, address, from.getPort(), request.transaction());
        byte[] signed = Arrays.copyOf(out.array(), out.position());
        out.putShort((short) StunAttribute.MESSAGE_INTEGRITY.type()).putShort((short) Stun.INTEGRITY_LENGTH);
        out.put(Stun.integrity(signed, password));
        out.putShort(2, (short) (out.capacity() - HEADER));
        int checksum = Stun.fingerprint(out.duplicate().flip());
        out.putShort((short) StunAttribute.FINGERPRINT.type()).putShort((short) FINGERPRINT_LENGTH);
        return out.putInt(checksum).array();
    }

    /** Masked, so that no box on the way rewrites it (RFC 8489 section 14.2). */
    private static void putAddress(ByteBuffer out, byte[] address, int port, byte[] transaction) {
        var mask = ByteBuffer.allocate(16).putInt(Stun.COOKIE).put(transaction).array();
        out.putShort((short) StunAttribute.XOR_MAPPED_ADDRESS.type()).putShort((short) (4 + address.length));
        out.put((byte) 0).put(address.length == 4 ? IPV4 : IPV6).putShort((short) (port ^ (Stun.COOKIE >>> 16)));
        for (int i = 0; i < address.length; i++) {
            out.put((byte) (address[i] ^ mask[i]));
        }
    }
}
