package io.headrace.rtmp.flv;

import io.headrace.media.VideoCodec;
import io.headrace.rtmp.codec.ProtocolViolation;
import java.util.List;
import java.util.Map;

/** Which codecs are taken, and what the others are called. */
public final class Codecs {
    /** The codes of enhanced RTMP that a server may offer. */
    public static final List<String> FOUR_CC = List.of("avc1", "hvc1", "mp4a");

    private static final String TAKEN_VIDEO = "H.264, and HEVC by enhanced RTMP";
    private static final String TAKEN_SOUND = "AAC";

    private static final Map<String, VideoCodec> VIDEO = Map.of("avc1", VideoCodec.H264, "hvc1", VideoCodec.HEVC);

    private static final Map<Integer, String> OLD_VIDEO = Map.of(
            2, "Sorenson H.263",
            3, "Screen video",
            4, "VP6",
            5, "VP6 with alpha",
            6, "Screen video 2",
            12, "HEVC as codec id 12",
            13, "AV1 as codec id 13");

    private static final Map<Integer, String> OLD_SOUND = Map.ofEntries(
            Map.entry(0, "PCM"),
            Map.entry(1, "ADPCM"),
            Map.entry(2, "MP3"),
            Map.entry(3, "PCM"),
            Map.entry(4, "Nellymoser"),
            Map.entry(5, "Nellymoser"),
            Map.entry(6, "Nellymoser"),
            Map.entry(7, "G.711 A-law"),
            Map.entry(8, "G.711 mu-law"),
            Map.entry(11, "Speex"),
            Map.entry(14, "MP3"));

    private static final Map<String, String> NEW = Map.of(
            "av01", "AV1",
            "vp09", "VP9",
            "vp08", "VP8",
            "vvc1", "VVC",
            "Opus", "Opus",
            ".mp3", "MP3",
            "fLaC", "FLAC",
            "ac-3", "AC-3",
            "ec-3", "E-AC-3");

    private Codecs() {}

    static VideoCodec video(String fourCc) throws ProtocolViolation {
        var codec = VIDEO.get(fourCc);
        if (codec == null) {
            throw notTaken("Video", NEW.getOrDefault(fourCc, "'" + fourCc + "'"), TAKEN_VIDEO);
        }
        return codec;
    }

    static ProtocolViolation videoNotTaken(int codecId) {
        return notTaken("Video", OLD_VIDEO.getOrDefault(codecId, "codec id " + codecId), TAKEN_VIDEO);
    }

    static ProtocolViolation soundNotTaken(int format) {
        return notTaken("Sound", OLD_SOUND.getOrDefault(format, "format " + format), TAKEN_SOUND);
    }

    static ProtocolViolation soundNotTaken(String fourCc) {
        return notTaken("Sound", NEW.getOrDefault(fourCc, "'" + fourCc + "'"), TAKEN_SOUND);
    }

    private static ProtocolViolation notTaken(String what, String name, String taken) {
        return new ProtocolViolation(what + " coded as " + name + " is not taken; send " + taken);
    }
}
