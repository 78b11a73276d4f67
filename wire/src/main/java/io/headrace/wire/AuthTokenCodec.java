package io.headrace.wire;

import com.google.protobuf.ByteString;
import java.time.Instant;

/** Session tokens as they travel (wire protocol section 2.9). */
final class AuthTokenCodec {
    /** The year 9999; what lies beyond was meant to overflow something. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    private AuthTokenCodec() {}

    static io.headrace.wire.net.AuthToken encode(AuthToken token) {
        return io.headrace.wire.net.AuthToken.newBuilder()
                .setToken(ByteString.copyFrom(token.token().toByteArray()))
                .setSessionId(token.sessionId())
                .setExpiration(token.expiration().getEpochSecond())
                .build();
    }

    static AuthToken decode(io.headrace.wire.net.AuthToken message) throws MalformedException {
        if (message.getExpiration() < 0 || message.getExpiration() > MAX_SECONDS) {
            throw new MalformedException("auth token expires at " + message.getExpiration());
        }
        return new AuthToken(
                OpaqueBytes.of(message.getToken().toByteArray()),
                message.getSessionId(),
                Instant.ofEpochSecond(message.getExpiration()));
    }
}
