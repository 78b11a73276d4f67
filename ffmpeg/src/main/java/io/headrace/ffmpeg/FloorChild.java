package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.engine.media.MediaServer;
import io.headrace.media.FrameRate;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest.Transcode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The least that a transcode can cost: decodes a segment, and encodes pictures that were scaled beforehand, once for each
 * size. A benchmark compares the real child with it; the first request of each size is not representative.
 */
public final class FloorChild {

    private final Map<RenditionSize, List<AVFrame>> raw = new HashMap<>();

    private FloorChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var floor = new FloorChild();
        MediaServer.serve((request, limits, _) -> switch (request) {
            case Transcode transcode -> floor.run(transcode, limits);
            default -> throw new LibavException("The floor only transcodes");
        });
    }

    private MediaReply.Transcoded run(Transcode request, MediaLimits limits) throws LibavException, RefusedException {
        try (var input = Input.open(request.segment(), limits)) {
            if (raw.isEmpty()) {
                prepare(request, limits);
            }
            long decoded = decode(input, limits);
            var outputs = new ArrayList<MediaReply.Output>();
            for (var profile : request.ladder().profiles()) {
                outputs.add(encode(profile, request));
            }
            return new MediaReply.Transcoded(outputs, decoded);
        }
    }

    private void prepare(Transcode request, MediaLimits limits) throws LibavException, RefusedException {
        try (var input = Input.open(request.segment(), limits);
                var decoder = Decoder.open(input.video(), Integer.MAX_VALUE)) {
            var timeline = new Timeline(input.video());
            read(input, decoder, frame -> {
                timeline.place(frame);
                for (var profile : request.ladder().profiles()) {
                    keep(frame, RenditionSize.of(profile, frame.width(), frame.height()));
                }
            });
        }
    }

    /** A scaler of its own for each picture, so that no picture is written over. */
    private void keep(AVFrame frame, RenditionSize size) throws LibavException {
        try (var scaler = new Scaler(size)) {
            raw.computeIfAbsent(size, _ -> new ArrayList<>()).add(scaler.scale(frame));
        }
    }

    private static long decode(Input input, MediaLimits limits) throws LibavException, RefusedException {
        long[] count = {0};
        try (var decoder = Decoder.open(input.video(), (int) limits.pixels())) {
            read(input, decoder, _ -> count[0]++);
        }
        return count[0];
    }

    private static void read(Input input, Decoder decoder, Decoder.Viewer viewer)
            throws LibavException, RefusedException {
        var packet = av_packet_alloc();
        int video = input.video().index();
        try {
            while (input.read(packet)) {
                if (packet.stream_index() == video) {
                    decoder.decode(packet, viewer);
                }
                av_packet_unref(packet);
            }
            decoder.drain(viewer);
        } finally {
            av_packet_free(packet);
        }
    }

    private MediaReply.Output encode(Profile profile, Transcode request) throws LibavException, RefusedException {
        var size = RenditionSize.of(profile, 1920, 1080);
        var plan = new RenditionWriter.Plan(request.preset(), FrameRate.of(30), Optional.empty());
        try (var writer = new RenditionWriter(profile, plan)) {
            for (var picture : raw.getOrDefault(size, List.of())) {
                var reference = av_frame_clone(picture);
                try {
                    writer.picture(reference);
                } finally {
                    av_frame_free(reference);
                }
            }
            return writer.finish();
        }
    }
}
