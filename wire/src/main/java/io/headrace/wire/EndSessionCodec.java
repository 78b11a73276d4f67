package io.headrace.wire;

import io.headrace.wire.net.EndTranscodingSessionRequest;

/** A gateway's word that it needs a session no longer (wire protocol section 2.2). */
public final class EndSessionCodec {
    private EndSessionCodec() {}

    public static EndTranscodingSessionRequest encode(AuthToken token) {
        return EndTranscodingSessionRequest.newBuilder()
                .setAuthToken(AuthTokenCodec.encode(token))
                .build();
    }

    public static Decoded<AuthToken> decode(EndTranscodingSessionRequest message) {
        return Decoding.of(PeerError.END_TOKEN, () -> {
            if (!message.hasAuthToken()) {
                throw new MalformedException(PeerError.END_TOKEN.refusal());
            }
            return AuthTokenCodec.decode(message.getAuthToken());
        });
    }
}
