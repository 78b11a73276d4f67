package io.headrace.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;

/** The one place where what goes wrong inside a decoder becomes a refusal. */
final class Decoding {
    private static final String NOT_PROTOBUF = "proto: cannot parse invalid wire-format data";

    private Decoding() {}

    /** Makes a value of a message. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode() throws MalformedException, InvalidProtocolBufferException;
    }

    /** @param kind which error it is if the decoder does not know better */
    static <T> Decoded<T> of(PeerError kind, Decoder<T> decoder) {
        try {
            return new Decoded.Value<>(decoder.decode());
        } catch (MalformedException malformed) {
            return new Decoded.Refused<>(malformed.refusal(kind));
        } catch (InvalidProtocolBufferException notProtobuf) {
            return new Decoded.Refused<>(kind.refusal(NOT_PROTOBUF));
        } catch (IllegalArgumentException invalid) {
            // Our values are valid from birth: what the peer sent is none.
            return new Decoded.Refused<>(kind.refusal(String.valueOf(invalid.getMessage())));
        }
    }

    /** @param text standard alphabet, padded; surrounding blanks are not tolerated */
    static byte[] base64(String text, Refusal otherwise) throws MalformedException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedException(otherwise);
        }
    }
}
