package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.headrace.media.Container;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Sound on its way from one container into another. A muxer that stumbles over one bad packet of sound would take the
 * picture with it, so what it would stumble over is left out here: packets without a time, or before the last one's, and
 * AAC that does not begin as AAC in MPEG-TS must. MP4 wants AAC without that beginning.
 */
final class SoundCopy implements AutoCloseable {

    private static final int ADTS_HEADER = 7;

    private final boolean adts;
    private final AVRational timeBase;
    private final int stream;
    private final Optional<AVBSFContext> filter;
    private long last = Long.MIN_VALUE;

    private SoundCopy(boolean adts, AVRational timeBase, int stream, Optional<AVBSFContext> filter) {
        this.adts = adts;
        this.timeBase = timeBase;
        this.stream = stream;
        this.filter = filter;
    }

    /** Adds the stream to an output that has not begun. */
    static SoundCopy into(Output output, AVCodecParameters sound, AVRational timeBase, Container container)
            throws LibavException {
        boolean adts = sound.codec_id() == AV_CODEC_ID_AAC && sound.extradata_size() <= 0;
        int stream = output.add(sound);
        return new SoundCopy(
                adts,
                timeBase,
                stream,
                adts && container == Container.MP4 ? Optional.of(withoutHeaders(sound, timeBase)) : Optional.empty());
    }

    private static AVBSFContext withoutHeaders(AVCodecParameters sound, AVRational timeBase) throws LibavException {
        var name = "aac_adtstoasc";
        var filter = new AVBSFContext(null);
        Libav.check(av_bsf_alloc(av_bsf_get_by_name(name), filter), name);
        Libav.check(avcodec_parameters_copy(filter.par_in(), sound), name);
        filter.time_base_in(timeBase);
        Libav.check(av_bsf_init(filter), name);
        return filter;
    }

    /** Takes the packet's content. */
    void write(AVPacket packet, Output output) throws LibavException {
        if (!good(packet)) {
            return;
        }
        last = packet.dts();
        if (filter.isEmpty()
                || (av_bsf_send_packet(filter.get(), packet) >= 0
                        && av_bsf_receive_packet(filter.get(), packet) >= 0)) {
            output.write(packet, stream, timeBase);
        }
    }

    private boolean good(AVPacket packet) {
        return packet.dts() != AV_NOPTS_VALUE
                && packet.pts() != AV_NOPTS_VALUE
                && packet.pts() >= packet.dts()
                && packet.dts() > last
                && (!adts || beginsAsAdts(packet));
    }

    private static boolean beginsAsAdts(AVPacket packet) {
        return packet.size() > ADTS_HEADER
                && (packet.data().get(0) & 0xff) == 0xff
                && (packet.data().get(1) & 0xf0) == 0xf0;
    }

    @Override
    public void close() {
        filter.ifPresent(context -> av_bsf_free(context));
    }
}
