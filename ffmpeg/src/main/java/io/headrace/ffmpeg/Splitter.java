package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest.Split;
import io.headrace.media.request.SegmentFile;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Reads a file once, from beginning to end, and cuts it into segments. */
final class Splitter {

    private Splitter() {}

    static MediaReply.FileSplit split(Split request, MediaLimits limits, Consumer<SegmentFile> told)
            throws LibavException, RefusedException {
        try (var input = Input.open(request.file(), limits)) {
            var video = input.video();
            PixelFormats.check(video.codecpar().format());
            var sound = input.audio();
            try (var annexB = new AnnexB(video);
                    var audio = SoundQueue.of(sound);
                    var cutter = new Cutter(request, limits, annexB, audio, told)) {
                run(input, video, sound, annexB, cutter);
                return cutter.finish();
            }
        }
    }

    private static void run(Input input, AVStream video, Optional<AVStream> sound, AnnexB annexB, Cutter cutter)
            throws LibavException, RefusedException {
        var clock = new SourceClock(input, video);
        var packet = av_packet_alloc();
        try {
            long packets = 0;
            while (input.read(packet)) {
                if (packet.stream_index() == video.index()) {
                    packets++;
                    if (annexB.apply(packet) && clock.place(packet)) {
                        cutter.video(packet, clock.step());
                    }
                } else if (sound.isPresent()
                        && packet.stream_index() == sound.get().index()) {
                    cutter.sound(packet, clock.shift());
                }
                av_packet_unref(packet);
            }
            if (!cutter.begun()) {
                throw new RefusedException(
                        packets == 0
                                ? new MediaRefusal.InvalidVideo("its video stream is empty")
                                : new MediaRefusal.NoKeyframes(packets));
            }
        } finally {
            av_packet_free(packet);
        }
    }
}
