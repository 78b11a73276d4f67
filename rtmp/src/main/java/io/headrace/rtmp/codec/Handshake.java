package io.headrace.rtmp.codec;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The simple handshake (RTMP 1.0, section 5.2). A client that puts a digest into its greeting is answered likewise: a
 * server version of zero tells it that none is expected, and what it echoes is not looked at.
 *
 * <pre>
 * C0, S0: version 3     C1, S1: time (4), version (4), 1528 bytes of any kind     C2, S2: what the other sent
 * </pre>
 */
public final class Handshake {
    /** Length of C1, C2, S1 and S2. */
    public static final int GREETING_BYTES = 1536;

    public static final int VERSION = 3;

    private Handshake() {}

    /** Plays the server's part until the client may send chunks. */
    public static void answer(InputStream in, OutputStream out) throws IOException {
        var data = new DataInputStream(in);
        int version = data.readUnsignedByte();
        if (version != VERSION) {
            throw new ProtocolViolation("The first byte is " + version + ", not RTMP version " + VERSION);
        }
        var greeting = new byte[GREETING_BYTES];
        data.readFully(greeting);
        out.write(VERSION);
        out.write(new byte[GREETING_BYTES]);
        out.write(greeting);
        out.flush();
        data.readFully(new byte[GREETING_BYTES]);
    }
}
