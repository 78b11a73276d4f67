package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;

import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/** What a playlist calls a video stream (RFC 6381): {@code avc1.64001f}, {@code hvc1.1.6.L93.B0}. */
final class CodecTag {

    private static final int PROFILE_MASK = 0xff;

    private CodecTag() {}

    /** Empty when the stream does not tell. */
    static String of(AVCodecParameters parameters) {
        if (parameters.codec_id() == AV_CODEC_ID_H264) {
            return avc(extradata(parameters));
        }
        if (parameters.codec_id() == AV_CODEC_ID_HEVC && parameters.level() > 0) {
            int profile = parameters.profile() & PROFILE_MASK;
            return "hvc1." + profile + "." + (profile == 1 ? "6" : "4") + ".L" + parameters.level() + ".B0";
        }
        return "";
    }

    private static byte[] extradata(AVCodecParameters parameters) {
        byte[] bytes = new byte[Math.max(0, parameters.extradata_size())];
        if (bytes.length > 0) {
            parameters.extradata().get(bytes);
        }
        return bytes;
    }

    /** From a configuration record, which begins with 1, or from the first sequence parameter set in Annex B form. */
    static String avc(byte[] bytes) {
        if (bytes.length >= 4 && bytes[0] == 1) {
            return avc(bytes, 1);
        }
        for (int i = 0; i + 6 < bytes.length; i++) {
            if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1 && (bytes[i + 3] & 0x1f) == 7) {
                return avc(bytes, i + 4);
            }
        }
        return "";
    }

    private static String avc(byte[] bytes, int at) {
        return String.format(Locale.ROOT, "avc1.%02x%02x%02x", bytes[at], bytes[at + 1], bytes[at + 2]);
    }
}
