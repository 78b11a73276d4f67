package io.headrace.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Everything that happened, in order, as one hash: two runs of one seed must agree on it to the byte. */
public final class EventLog {

    private final MessageDigest digest;
    private final StringBuilder line = new StringBuilder();
    private long lines;

    public EventLog() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    public void add(Instant at, Object... words) {
        line.setLength(0);
        line.append(at.toEpochMilli());
        for (var word : words) {
            line.append(' ').append(word);
        }
        digest.update(line.append('\n').toString().getBytes(UTF_8));
        lines++;
    }

    public long lines() {
        return lines;
    }

    /** Ends the log. */
    public String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
