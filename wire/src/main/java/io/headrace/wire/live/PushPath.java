package io.headrace.wire.live;

import io.headrace.media.Container;
import io.headrace.media.ManifestId;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the path of a push says (wire protocol section 3.7).
 *
 * <pre>
 *     *( " " / "/" ) [ "stream/" / "live/" ] manifest [ "/" anything ] "/" seq ( ".ts" / ".mp4" )
 * </pre>
 *
 * <p>One prefix is taken off, and only at the beginning. The reference takes {@code live/} out of the middle of names
 * as well, so that each segment of {@code /live/mylive/0.ts} becomes a stream of its own; a name is a name here.
 */
public sealed interface PushPath {

    /** @param seq 0 when the file's stem is no number */
    record Segment(ManifestId manifest, long seq, Container container) implements PushPath {}

    record Refused(PushError error) implements PushPath {}

    static PushPath parse(PushUrl url) {
        var path = url.path();
        var file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        var extension = dot < 0 ? "" : file.substring(dot);
        var container = container(extension);
        if (container.isEmpty()) {
            return new Refused(new PushError.UnknownExtension(extension));
        }
        var manifest = manifest(path.substring(0, path.length() - extension.length()));
        if (manifest.isEmpty()) {
            return new Refused(new PushError.NoManifest(url));
        }
        return new Segment(manifest.get(), seq(file.substring(0, dot)), container.get());
    }

    /**
     * The stream that a path without an extension names; RTMP addresses and the {@code manifestID} of a configuration
     * follow the same rule. Empty when it names none, or one that is longer than a name may be.
     */
    static Optional<ManifestId> manifest(String path) {
        var name = path.replaceFirst("^[ /]*(stream/|live/)?", "");
        int slash = name.indexOf('/');
        var first = slash < 0 ? name : name.substring(0, slash);
        try {
            return Optional.of(new ManifestId(first));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    private static Optional<Container> container(String extension) {
        return Arrays.stream(Container.values())
                .filter(each -> each.extension().equals(extension))
                .findFirst();
    }

    private static long seq(String stem) {
        boolean digits = !stem.isEmpty() && stem.chars().allMatch(each -> each >= '0' && each <= '9');
        try {
            return digits ? Long.parseLong(stem) : 0;
        } catch (NumberFormatException tooLarge) {
            return 0;
        }
    }
}
