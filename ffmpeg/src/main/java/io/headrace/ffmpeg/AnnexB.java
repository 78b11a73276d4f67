package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_copy_props;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;

import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Brings H.264 and HEVC packets into the form of MPEG-TS, in which every keyframe carries the parameter sets, so that a
 * segment can be decoded without the one before.
 */
public final class AnnexB implements AutoCloseable {

    private final AVBSFContext filter = new AVBSFContext(null);
    private final int codec;

    public AnnexB(AVStream stream) throws LibavException {
        this.codec = stream.codecpar().codec_id();
        var name = codec == AV_CODEC_ID_HEVC ? "hevc_mp4toannexb" : "h264_mp4toannexb";
        Libav.check(av_bsf_alloc(av_bsf_get_by_name(name), filter), name);
        Libav.check(avcodec_parameters_copy(filter.par_in(), stream.codecpar()), name);
        filter.time_base_in(stream.time_base());
        Libav.check(av_bsf_init(filter), name);
    }

    AVCodecParameters parameters() {
        return filter.par_out();
    }

    int codec() {
        return codec;
    }

    /** Changes the packet in place; false when nothing of it is left. */
    public boolean apply(AVPacket packet) throws LibavException {
        if (av_bsf_send_packet(filter, packet) < 0 || av_bsf_receive_packet(filter, packet) < 0) {
            return false;
        }
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        if (key && parameters().extradata_size() > 0 && !Nals.of(packet, codec).parametersIn()) {
            prepend(packet);
        }
        return true;
    }

    private void prepend(AVPacket packet) throws LibavException {
        byte[] parameterSets = new byte[parameters().extradata_size()];
        parameters().extradata().get(parameterSets);
        byte[] picture = new byte[packet.size()];
        packet.data().get(picture);
        var whole = av_packet_alloc();
        try {
            Libav.check(av_new_packet(whole, parameterSets.length + picture.length), "a packet");
            Libav.check(av_packet_copy_props(whole, packet), "a packet");
            whole.data().put(parameterSets, 0, parameterSets.length);
            whole.data().getPointer(parameterSets.length).put(picture, 0, picture.length);
            av_packet_unref(packet);
            av_packet_move_ref(packet, whole);
        } finally {
            av_packet_free(whole);
        }
    }

    @Override
    public void close() {
        av_bsf_free(filter);
    }
}
