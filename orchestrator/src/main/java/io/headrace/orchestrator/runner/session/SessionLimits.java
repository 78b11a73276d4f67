package io.headrace.orchestrator.runner.session;

/**
 * What sessions may take.
 *
 * @param calls under way at once in one of them, tunnels among them
 * @param channels of all of them at once
 * @param proxies generated addresses of one
 */
public record SessionLimits(int calls, int channels, int proxies) {

    public static final SessionLimits DEFAULT = new SessionLimits(64, 500, 16);

    public SessionLimits {
        if (calls < 1 || channels < 0 || proxies < 0) {
            throw new IllegalArgumentException("A session of a live runner has a call at least, not " + calls
                    + " calls, " + channels + " channels of all, " + proxies + " addresses");
        }
    }
}
