package io.headrace.wire.runner;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a runner asks for channels of a session and gives them up (real-time reference section 9.7). */
public final class ChannelDocuments {

    /** At once. */
    public static final int MAX_CHANNELS = 25;

    /** The header by which a runner shows that the session is its own. */
    public static final String TOKEN_HEADER = "Livepeer-Session-Token";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final String CHANNELS = "channels";

    private ChannelDocuments() {}

    /** A channel that is asked for, its name as it will be. */
    public record Wanted(String name, String mediaType) {}

    /** @throws UnreadableException in the words of existing nodes */
    public static List<Wanted> decodeWanted(String json) throws UnreadableException {
        var wanted = new ArrayList<Wanted>();
        var channels = RunnerDocuments.fields(json, "core.ChannelRequest")
                .objects(CHANNELS, "Channel")
                .orElse(List.of());
        limit(channels.size());
        for (var channel : channels) {
            var type = channel.text("mime_type");
            wanted.add(new Wanted(name(channel), type.isEmpty() ? RunnerChannel.ANY_MEDIA_TYPE : type));
        }
        return wanted;
    }

    private static void limit(int count) throws UnreadableException {
        if (count == 0) {
            throw new UnreadableException("channels is required");
        }
        if (count > MAX_CHANNELS) {
            throw new UnreadableException(count + " channels; at most " + MAX_CHANNELS + " are made at once");
        }
    }

    private static String name(JsonFields channel) throws UnreadableException {
        var name = channel.text("name").replace('/', '-');
        if (!NAME.matcher(name).matches()) {
            throw new UnreadableException(
                    "trickle channel name may only contain alphanumerics, underscores, or hyphens");
        }
        return name;
    }

    /** What a runner posts. */
    public static String encodeWanted(List<Wanted> wanted) {
        var channels = wanted.stream()
                .map(channel -> new JsonObject()
                        .text("name", channel.name())
                        .text("mime_type", channel.mediaType())
                        .toString())
                .collect(Collectors.joining(",", "[", "]"));
        return new JsonObject().json(CHANNELS, channels).toString();
    }

    public static List<RunnerChannel> decodeMade(String json) throws UnreadableException {
        var made = new ArrayList<RunnerChannel>();
        for (var channel : RunnerDocuments.fields(json, "core.ChannelResponse")
                .objects(CHANNELS, "Channel")
                .orElse(List.of())) {
            made.add(RunnerChannel.decode(channel));
        }
        return made;
    }

    public static String encodeMade(List<RunnerChannel> made) {
        var channels = made.stream().map(RunnerChannel::encode).collect(Collectors.joining(",", "[", "]"));
        return new JsonObject().json(CHANNELS, channels).toString();
    }

    /** The names of channels that a runner gives up. */
    public static List<String> decodeUnwanted(String json) throws UnreadableException {
        var names = RunnerDocuments.fields(json, "core.ChannelDelete").texts(CHANNELS);
        limit(names.size());
        return names;
    }

    public static String encodeDeleted(List<String> names) {
        return new JsonObject().texts("deleted", names).toString();
    }
}
