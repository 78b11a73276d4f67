package io.headrace.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.Keccak;
import java.util.HexFormat;

/** How a profile is named within signed bytes: eight hexadecimal digits of the hash of its name. */
final class ProfileId {
    private ProfileId() {}

    static byte[] of(String name) {
        byte[] hash = Keccak.hash(name.getBytes(UTF_8)).bytes();
        return HexFormat.of().formatHex(hash, 0, 4).getBytes(US_ASCII);
    }
}
