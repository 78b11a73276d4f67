package io.headrace.webrtc.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes binding requests (RFC 8489 section 5, RFC 8445 section 7.1). */
final class ConnectivityCheck {

    private ConnectivityCheck() {}

    static byte[] request(String username, String password, boolean nominates) {
        byte[] name = username.getBytes(StandardCharsets.UTF_8);
        int padded = (name.length + 3) & ~3;
        var out = ByteBuffer.allocate(20 + 4 + padded + (nominates ? 4 : 0) + 24);
        out.putShort((short) 1).putShort((short) (out.capacity() - 20)).putInt(0x2112A442);
        out.put("transaction1".getBytes(StandardCharsets.UTF_8));
        out.putShort((short) 6).putShort((short) name.length).put(Arrays.copyOf(name, padded));
        if (nominates) {
            out.putShort((short) 0x25).putShort((short) 0);
        }
        byte[] integrity = hmac(Arrays.copyOf(out.array(), out.position()), password);
        return out.putShort((short) 8).putShort((short) 20).put(integrity).array();
    }

    private static byte[] hmac(byte[] message, String password) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
