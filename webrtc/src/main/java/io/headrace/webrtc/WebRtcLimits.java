package io.headrace.webrtc;

import io.headrace.webrtc.session.SessionLimits;

/**
 * What a server takes from the world.
 *
 * @param sessions at once; more offers are answered 503
 * @param establishing of these, whose media does not flow yet
 * @param session what each of them may take
 */
public record WebRtcLimits(int sessions, int establishing, SessionLimits session) {

    public static final WebRtcLimits DEFAULT = new WebRtcLimits(1_000, 100, SessionLimits.DEFAULT);

    public WebRtcLimits {
        if (sessions < 1 || establishing < 1) {
            throw new IllegalArgumentException("A WebRTC server takes at least one session, not " + sessions + " and "
                    + establishing + " that establish");
        }
    }
}
