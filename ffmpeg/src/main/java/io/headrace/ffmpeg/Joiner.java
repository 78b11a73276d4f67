package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.headrace.media.MediaTime;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest.Join;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Puts a rendition's segments into one file, packet by packet. All times move by the same amount, so that the file begins at
 * zero and sound stays where it was beside the picture.
 */
final class Joiner implements AutoCloseable {

    private static final int VIDEO = 0;
    private static final int AUDIO = 1;

    private final Output output;
    private final MediaLimits limits;
    private final long[] lastDts = {Long.MIN_VALUE, Long.MIN_VALUE};
    private boolean begun;
    private boolean withAudio;
    private long origin;
    private long frames;
    private long end;

    private Joiner(Output output, MediaLimits limits) {
        this.output = output;
        this.limits = limits;
    }

    static MediaReply.Joined join(Join request, MediaLimits limits) throws LibavException, RefusedException {
        try (var joiner = new Joiner(Output.file(request.file()), limits)) {
            for (var segment : request.segments()) {
                joiner.add(segment);
            }
            joiner.output.finish();
            return new MediaReply.Joined(request.file(), joiner.frames, MediaTime.duration(joiner.end));
        }
    }

    private void add(Path segment) throws LibavException, RefusedException {
        try (var input = Input.open(segment, limits)) {
            var video = input.video();
            int audio = input.audio().map(AVStream::index).orElse(-1);
            if (!begun) {
                begin(input, video);
            }
            var packet = av_packet_alloc();
            try {
                while (input.read(packet)) {
                    if (packet.stream_index() == video.index()) {
                        frames++;
                        write(packet, VIDEO, video);
                    } else if (withAudio && packet.stream_index() == audio) {
                        write(packet, AUDIO, input.context().streams(audio));
                    }
                    av_packet_unref(packet);
                }
            } finally {
                av_packet_free(packet);
            }
        }
    }

    private void begin(Input input, AVStream video) throws LibavException {
        output.add(video.codecpar());
        withAudio = input.audio().isPresent();
        if (withAudio) {
            output.add(input.audio().get().codecpar());
        }
        output.begin();
        origin = first(video, input.audio().orElse(video));
        begun = true;
    }

    private static long first(AVStream... streams) {
        return Arrays.stream(streams)
                .filter(stream -> stream.start_time() != AV_NOPTS_VALUE)
                .mapToLong(stream -> Libav.ticks(stream.start_time(), stream.time_base()))
                .min()
                .orElse(0);
    }

    private void write(AVPacket packet, int stream, AVStream source) throws LibavException {
        if (packet.dts() == AV_NOPTS_VALUE || packet.pts() == AV_NOPTS_VALUE) {
            return;
        }
        av_packet_rescale_ts(packet, source.time_base(), Libav.TICKS);
        if (packet.duration() <= 0) {
            packet.duration(step(source));
        }
        long dts = Math.max(
                packet.dts() - origin, lastDts[stream] == Long.MIN_VALUE ? Long.MIN_VALUE : lastDts[stream] + 1);
        lastDts[stream] = dts;
        packet.dts(dts);
        packet.pts(Math.max(packet.pts() - origin, dts));
        end = Math.max(end, packet.pts() + packet.duration());
        output.write(packet, stream, Libav.TICKS);
    }

    /** An MP4 whose last picture has no duration hides that picture. */
    private static long step(AVStream source) {
        return Libav.step(source.avg_frame_rate());
    }

    @Override
    public void close() {
        output.close();
    }
}
