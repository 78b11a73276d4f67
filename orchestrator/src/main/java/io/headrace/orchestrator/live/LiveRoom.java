package io.headrace.orchestrator.live;

import io.headrace.trickle.Access;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Secrets;
import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.realtime.SessionChannels;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The channels of one session: their names, of 128 random bits that nothing else in the session tells, and their tokens.
 *
 * @param tokens by suffix; empty texts where the name alone opens a channel
 */
record LiveRoom(ChannelName input, Map<String, String> tokens) {

    static final String INPUT = "";
    static final String OUTPUT = "-out";
    static final String CONTROL = "-control";
    static final String EVENTS = "-events";
    static final String SOUND_INPUT = "-audio";
    static final String SOUND_OUTPUT = "-audio-out";
    static final String TRACE = "-trace";

    private static final String VIDEO = "video/MP2T";
    private static final String JSON = "application/json";

    private static final Map<String, String> NETWORKS =
            Map.of(INPUT, VIDEO, OUTPUT, VIDEO, CONTROL, JSON, EVENTS, JSON);
    private static final Map<String, String> OURS = Map.of(SOUND_INPUT, VIDEO, SOUND_OUTPUT, VIDEO, TRACE, JSON);
    private static final int TOKEN_BYTES = 16;

    LiveRoom {
        tokens = Map.copyOf(tokens);
    }

    /** @param extended for a peer that knows our channels and can show tokens */
    static LiveRoom draw(boolean extended, Secrets secrets) {
        var tokens = new LinkedHashMap<String, String>();
        NETWORKS.keySet().forEach(suffix -> tokens.put(suffix, extended ? token(secrets) : ""));
        if (extended) {
            OURS.keySet().forEach(suffix -> tokens.put(suffix, token(secrets)));
        }
        return new LiveRoom(ChannelName.random(secrets), tokens);
    }

    private static String token(Secrets secrets) {
        return HexFormat.of().formatHex(secrets.bytes(TOKEN_BYTES));
    }

    ChannelName name(String suffix) {
        return input.followedBy(suffix);
    }

    Access access(String suffix) {
        var token = tokens.getOrDefault(suffix, "");
        return token.isEmpty() ? new Access.KnowsName() : new Access.HoldsToken(token);
    }

    static String mediaType(String suffix) {
        return NETWORKS.getOrDefault(suffix, OURS.getOrDefault(suffix, ""));
    }

    /** @param base where channels are found, with a slash at its end */
    SessionChannels channels(String base) {
        return new SessionChannels(
                point(base, INPUT),
                point(base, OUTPUT),
                point(base, CONTROL),
                point(base, EVENTS),
                tokens.containsKey(TRACE)
                        ? Optional.of(new SessionChannels.Own(
                                point(base, SOUND_INPUT), point(base, SOUND_OUTPUT), point(base, TRACE)))
                        : Optional.empty());
    }

    private ChannelPoint point(String base, String suffix) {
        return new ChannelPoint(base + name(suffix), tokens.getOrDefault(suffix, ""));
    }

    /** Not its names and tokens. */
    @Override
    public String toString() {
        return "LiveRoom of " + tokens.size() + " channels";
    }
}
