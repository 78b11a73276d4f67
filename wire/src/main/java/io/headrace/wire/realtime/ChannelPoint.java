package io.headrace.wire.realtime;

/**
 * Where a trickle channel is reached.
 *
 * @param url absolute, without a slash at its end
 * @param token that opens it besides its name; empty towards peers that know the name alone
 */
public record ChannelPoint(String url, String token) {
    public static ChannelPoint open(String url) {
        return new ChannelPoint(url, "");
    }

    /** Not its token. */
    @Override
    public String toString() {
        return url;
    }
}
