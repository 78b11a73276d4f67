package io.headrace.wire.live;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.wire.text.GoText;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A rendition as a client or a webhook writes it down (wire protocol section 7.3); it need not make sense.
 * {@code colorDepth} and {@code chromaFormat} are passed over, as the network's orchestrators do.
 *
 * @param name empty when none was given
 * @param bitrate bits per second
 * @param fps 0 keeps the source's timing
 * @param fpsDen 0 stands for 1
 * @param codecProfile name of an H.264 profile in any case; empty or {@code none} leaves it to the encoder
 * @param gop seconds as a decimal number, {@code intra}, or empty
 * @param encoder {@code H.264} (or empty), {@code HEVC}, {@code VP8}, {@code VP9}
 * @param quality 0 to 63
 */
public record RequestedRendition(
        String name,
        int width,
        int height,
        int bitrate,
        int fps,
        int fpsDen,
        String codecProfile,
        String gop,
        String encoder,
        int quality) {

    /** Longer than any source segment; the wire has room for 24 days. */
    private static final Duration MAX_GOP = Duration.ofHours(1);

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d{1,20}(\\.\\d{0,20})?|\\.\\d{1,20})");

    static RequestedRendition of(JsonFields fields) throws UnreadableException {
        return new RequestedRendition(
                fields.text("name"),
                fields.integer("width"),
                fields.integer("height"),
                fields.integer("bitrate"),
                fields.unsigned("fps"),
                fields.unsigned("fpsDen"),
                fields.text("profile"),
                fields.text("gop"),
                fields.text("encoder"),
                fields.unsigned("quality"));
    }

    /** @throws UnreadableException with a sentence for the log */
    Profile toProfile(Container container) throws UnreadableException {
        var readGop = readGop();
        var readCodecProfile = readCodecProfile();
        try {
            return new Profile(
                    name.isEmpty() ? "custom_" + width + "x" + height + "_" + bitrate : name,
                    width,
                    height,
                    bitrate,
                    new FrameRate(fps, fpsDen == 0 ? 1 : fpsDen),
                    container,
                    readCodec(),
                    readCodecProfile,
                    readGop,
                    quality);
        } catch (IllegalArgumentException invalid) {
            throw new UnreadableException(String.valueOf(invalid.getMessage()));
        }
    }

    private Gop readGop() throws UnreadableException {
        if (gop.isEmpty()) {
            return new Gop.EncoderDefault();
        }
        if (gop.equals("intra")) {
            return new Gop.IntraOnly();
        }
        if (!DECIMAL.matcher(gop).matches()) {
            throw new UnreadableException("cannot parse the GOP value in the transcoding options: "
                    + "strconv.ParseFloat: parsing " + GoText.quoted(gop) + ": invalid syntax");
        }
        double seconds = Double.parseDouble(gop);
        if (seconds > MAX_GOP.toSeconds()) {
            throw new UnreadableException("a GOP of " + gop + " s; at most " + MAX_GOP.toSeconds() + " s are possible");
        }
        if (seconds < 0) {
            throw new UnreadableException(
                    String.format(Locale.ROOT, "invalid gop value %f. Please set it to a positive value", seconds));
        }
        var distance = Duration.ofMillis(Math.round(seconds * 1000));
        return distance.isZero() ? new Gop.EncoderDefault() : new Gop.Every(distance);
    }

    private CodecProfile readCodecProfile() throws UnreadableException {
        return switch (codecProfile.toLowerCase(Locale.ROOT)) {
            case "", "none" -> CodecProfile.DEFAULT;
            case "h264baseline" -> CodecProfile.H264_BASELINE;
            case "h264main" -> CodecProfile.H264_MAIN;
            case "h264high" -> CodecProfile.H264_HIGH;
            case "h264constrainedhigh" -> CodecProfile.H264_CONSTRAINED_HIGH;
            default ->
                throw new UnreadableException(
                        "unable to parse the H264 encoder profile: unknown VideoProfile profile name");
        };
    }

    private VideoCodec readCodec() throws UnreadableException {
        return switch (encoder) {
            case "", "H.264" -> VideoCodec.H264;
            case "HEVC" -> VideoCodec.HEVC;
            case "VP8" -> VideoCodec.VP8;
            case "VP9" -> VideoCodec.VP9;
            default ->
                throw new UnreadableException(
                        "Unable to parse encoder profile, unknown encoder: " + encoder + " unknown codec name");
        };
    }
}
