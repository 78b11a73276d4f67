package io.headrace.gateway.order;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import java.time.Duration;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ladder in an order's file, with every field of its profiles. What people type ({@code LadderText}) leaves some out,
 * and a job that goes on after a restart must ask for exactly what it asked for before.
 *
 * <pre>
 * [{"name", "width", "height", "bitrate",        bits per second
 *   "frameRate":    [numerator, denominator],
 *   "container", "codec", "codecProfile",        names of the constants
 *   "gop":          "encoder-default", "intra-only", or an ISO duration
 *   "quality"}]
 * </pre>
 */
final class ProfilesDocument {

    private static final String ENCODER_DEFAULT = "encoder-default";
    private static final String INTRA_ONLY = "intra-only";

    private ProfilesDocument() {}

    static ArrayNode print(Ladder ladder) {
        var profiles = JsonNodeFactory.instance.arrayNode();
        ladder.profiles().forEach(profile -> profiles.add(print(profile)));
        return profiles;
    }

    private static ObjectNode print(Profile profile) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("name", profile.name());
        document.put("width", profile.width());
        document.put("height", profile.height());
        document.put("bitrate", profile.bitrate());
        document.putArray("frameRate")
                .add(profile.frameRate().numerator())
                .add(profile.frameRate().denominator());
        document.put("container", profile.container().name());
        document.put("codec", profile.codec().name());
        document.put("codecProfile", profile.codecProfile().name());
        document.put("gop", print(profile.gop()));
        document.put("quality", profile.quality());
        return document;
    }

    private static String print(Gop gop) {
        return switch (gop) {
            case Gop.EncoderDefault() -> ENCODER_DEFAULT;
            case Gop.IntraOnly() -> INTRA_ONLY;
            case Gop.Every(var distance) -> distance.toString();
        };
    }

    /** Throws what a missing or malformed field makes the JSON tree and the values themselves throw. */
    static Ladder read(JsonNode profiles) {
        var read = new ArrayList<Profile>();
        profiles.values().forEach(profile -> read.add(profile(profile)));
        return new Ladder(read);
    }

    private static Profile profile(JsonNode document) {
        var frameRate = document.required("frameRate");
        return new Profile(
                document.required("name").stringValue(),
                document.required("width").intValue(),
                document.required("height").intValue(),
                document.required("bitrate").intValue(),
                new FrameRate(
                        frameRate.required(0).intValue(), frameRate.required(1).intValue()),
                Container.valueOf(document.required("container").stringValue()),
                VideoCodec.valueOf(document.required("codec").stringValue()),
                CodecProfile.valueOf(document.required("codecProfile").stringValue()),
                gop(document.required("gop").stringValue()),
                document.required("quality").intValue());
    }

    private static Gop gop(String text) {
        return switch (text) {
            case ENCODER_DEFAULT -> new Gop.EncoderDefault();
            case INTRA_ONLY -> new Gop.IntraOnly();
            default -> new Gop.Every(Duration.parse(text));
        };
    }
}
