package io.headrace.rtmp.publish;

import io.headrace.media.ManifestId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the path of an RTMP URL names (wire protocol section 3.8).
 *
 * <pre>
 * [stream/] manifest [/ key, which may have slashes]
 * live / manifest [/ key]
 * </pre>
 *
 * The app {@code live}, which many encoders have filled in, is passed over where a name follows it.
 */
public sealed interface StreamName {
    /** The server may choose the name. */
    record Unnamed() implements StreamName {}

    record Named(ManifestId manifest) implements StreamName {}

    record Keyed(ManifestId manifest, String key) implements StreamName {}

    /**
     * Puts app and name together and reads them as one path; empty parts do not count.
     *
     * @throws PublishRefused when no manifest can have that name
     */
    static StreamName parse(String app, String name) throws PublishRefused {
        List<String> parts = new ArrayList<>(Arrays.asList((app + "/" + name).split("/")));
        parts.removeIf(String::isEmpty);
        if (!parts.isEmpty() && parts.getFirst().equals("stream")) {
            parts.removeFirst();
        }
        if (parts.size() > 1 && parts.getFirst().equals("live")) {
            parts.removeFirst();
        }
        if (parts.isEmpty()) {
            return new Unnamed();
        }
        var manifest = manifest(parts.getFirst());
        var key = String.join("/", parts.subList(1, parts.size()));
        return key.isEmpty() ? new Named(manifest) : new Keyed(manifest, key);
    }

    private static ManifestId manifest(String text) throws PublishRefused {
        if (text.length() > 256
                || text.equals(".")
                || text.equals("..")
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new PublishRefused(
                    "No stream can have this name: it has 1 to 256 printable characters, and is not . or ..");
        }
        return new ManifestId(text);
    }
}
