package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * What a coded picture in Annex B form begins with, looked at as far as its first slice.
 *
 * @param closed nothing after it refers to anything before it (an IDR picture): the only safe place to cut
 * @param parametersIn it carries its own parameter sets
 */
record Nals(boolean closed, boolean parametersIn) {

    private static final int LOOKED_AT = 1 << 16;

    static Nals of(AVPacket packet, int codec) {
        byte[] bytes = new byte[Math.min(packet.size(), LOOKED_AT)];
        packet.data().get(bytes);
        return of(bytes, codec == AV_CODEC_ID_HEVC);
    }

    static Nals of(byte[] bytes, boolean hevc) {
        boolean parameters = false;
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] != 0 || bytes[i + 1] != 0 || bytes[i + 2] != 1) {
                continue;
            }
            int type = hevc ? (bytes[i + 3] >> 1) & 0x3f : bytes[i + 3] & 0x1f;
            parameters |= hevc ? type == 33 : type == 7;
            if (hevc ? type < 32 : type >= 1 && type <= 5) {
                return new Nals(hevc ? type == 19 || type == 20 : type == 5, parameters);
            }
        }
        return new Nals(false, parameters);
    }
}
