package io.headrace.wire.live;

import io.headrace.media.Container;
import io.headrace.media.ManifestId;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done with a stream: the JSON object of the auth webhook's answer and of the header {@link #HEADER}
 * (wire protocol section 3.9). All of it is optional, and what is unknown is passed over.
 *
 * @param manifest the name within the network, in place of the one in the URL
 * @param presets names of {@link RenditionPresets}; unknown ones are allowed
 * @param profiles empty when the field is absent, which is not the same as a list of none
 * @param previousSessions recordings that belong before this stream
 * @param verificationFrequency one of so many segments is verified; 0 verifies none
 * @param timeoutMultiplier lengthens the time limits of a segment; 0 leaves them. Only heeded in the header
 * @param forceSessionReinit encoders begin anew with this segment. Only heeded in the header
 */
public record StreamConfiguration(
        Optional<ManifestId> manifest,
        Names names,
        List<String> presets,
        Optional<List<RequestedRendition>> profiles,
        Stores stores,
        List<String> previousSessions,
        int verificationFrequency,
        int timeoutMultiplier,
        boolean forceSessionReinit) {

    public static final String HEADER = "Livepeer-Transcode-Configuration";

    /** Characters of JSON that are read. */
    public static final int MAX_LENGTH = 65_536;

    /** Nothing is said; what the gateway does by default applies. */
    public static final StreamConfiguration DEFAULT = new StreamConfiguration(
            Optional.empty(), Names.NONE, List.of(), Optional.empty(), Stores.NONE, List.of(), 0, 0, false);

    private static final String TYPE = "server.authWebhookResponse";

    public StreamConfiguration {
        presets = List.copyOf(presets);
        profiles = profiles.map(List::copyOf);
        previousSessions = List.copyOf(previousSessions);
    }

    /**
     * How others call the stream; each is empty when not given.
     *
     * @param stream for events
     * @param session for logs
     * @param key part of the RTMP address at which it is played
     */
    public record Names(String stream, String session, String key) {
        static final Names NONE = new Names("", "", "");
    }

    /**
     * Addresses of object stores as they were written, with their credentials; each is empty when not given.
     *
     * @param segments for this stream's segments
     * @param recording for its recording
     * @param recordingPublic where that store is read by the public
     */
    public record Stores(String segments, String recording, String recordingPublic) {
        static final Stores NONE = new Stores("", "", "");

        /** Without the addresses, which hold secrets. */
        @Override
        public String toString() {
            return "Stores[" + (equals(NONE) ? "none" : "hidden") + "]";
        }
    }

    /** What became of a JSON text. */
    public sealed interface Reading {
        record Read(StreamConfiguration configuration) implements Reading {}

        /** @param reason in the words of existing nodes */
        record Unreadable(String reason) implements Reading {}
    }

    public static Reading read(String json) {
        try {
            return new Reading.Read(parse(json));
        } catch (UnreadableException unreadable) {
            return new Reading.Unreadable(unreadable.sentence());
        }
    }

    static StreamConfiguration parse(String json) throws UnreadableException {
        if (json.length() > MAX_LENGTH) {
            throw new UnreadableException(
                    "a configuration of " + json.length() + " characters; at most " + MAX_LENGTH + " are read");
        }
        var fields = JsonFields.parse(json, TYPE);
        return new StreamConfiguration(
                manifest(fields),
                new Names(fields.text("streamID"), fields.text("sessionID"), fields.text("streamKey")),
                fields.texts("presets"),
                profiles(fields),
                new Stores(
                        fields.text("objectStore"),
                        fields.text("recordObjectStore"),
                        fields.text("recordObjectStoreUrl")),
                fields.texts("previousSessions"),
                fields.unsigned("verificationFreq"),
                fields.integer("timeoutMultiplier"),
                fields.flag("forceSessionReinit"));
    }

    private static Optional<ManifestId> manifest(JsonFields fields) throws UnreadableException {
        var text = fields.text("manifestID");
        var manifest = PushPath.manifest(text);
        if (manifest.isEmpty() && !text.isEmpty()) {
            throw new UnreadableException("a manifestID of " + text.length() + " characters names no stream");
        }
        return manifest;
    }

    private static Optional<List<RequestedRendition>> profiles(JsonFields fields) throws UnreadableException {
        var objects = fields.objects("profiles", "ffmpeg.JsonProfile");
        if (objects.isEmpty()) {
            return Optional.empty();
        }
        var profiles = new ArrayList<RequestedRendition>();
        for (var object : objects.get()) {
            profiles.add(RequestedRendition.of(object));
        }
        return Optional.of(profiles);
    }

    /** @param container the source's, in which renditions are wrapped as well */
    public WantedRenditions renditions(Container container) {
        return WantedRenditions.of(this, container);
    }

    /** Whether header and webhook may both be obeyed; presets are not compared. */
    public boolean hasProfilesOf(StreamConfiguration other) {
        return profiles.orElse(List.of()).equals(other.profiles.orElse(List.of()));
    }
}
