package io.headrace.benchmarks;

import io.headrace.engine.media.MediaEngine;
import io.headrace.media.FrameRate;
import io.headrace.media.MediaTime;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaDescription;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.MediaStream;
import io.headrace.media.request.SegmentFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Media that costs nothing: so many segments of so many bytes, whose results are always good. */
record StubMedia(int segments, int bytes) implements MediaEngine {

    private static final Duration LENGTH = Duration.ofSeconds(2);
    private static final long FRAMES = 60;

    @Override
    public <R extends MediaReply.Final> MediaAnswer<R> ask(
            MediaRequest<R> request, Duration patience, Consumer<SegmentFile> parts) {
        MediaReply.Final reply = switch (request) {
            case MediaRequest.Probe _ -> description();
            case MediaRequest.Split(var _, var directory, var _) -> split(directory, parts);
            case MediaRequest.Measure _ -> measurement();
            case MediaRequest.Join(var _, var file) -> new MediaReply.Joined(file, FRAMES, LENGTH);
            case MediaRequest.Transcode _,
                    MediaRequest.Compare _,
                    MediaRequest.MakeClip _,
                    MediaRequest.EncodeSpeech _,
                    MediaRequest.EncodeFrames _,
                    MediaRequest.TryDevices _ ->
                throw new IllegalStateException("A gateway does not ask for " + request);
        };
        return new MediaAnswer.Done<>(request.replyType().cast(reply), 1);
    }

    private MediaDescription description() {
        return new MediaDescription(
                "stub",
                LENGTH.multipliedBy(segments),
                0,
                List.of(new MediaStream.Video("h264", 1920, 1080, FrameRate.of(30), "yuv420p", 0, "avc1.640028")));
    }

    private MediaReply.FileSplit split(Path directory, Consumer<SegmentFile> parts) {
        try {
            for (int seq = 0; seq < segments; seq++) {
                var file = directory.resolve(seq + ".ts");
                Files.write(file, new byte[bytes]);
                parts.accept(new SegmentFile(seq, file, start(), LENGTH.multipliedBy(seq), LENGTH, FRAMES));
            }
            return new MediaReply.FileSplit(segments, FRAMES * segments, LENGTH.multipliedBy(segments));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static MediaTime start() {
        return MediaTime.ZERO;
    }

    private static Measurement measurement() {
        return new Measurement(
                "h264",
                426,
                240,
                FRAMES,
                1,
                true,
                true,
                MediaTime.ZERO,
                MediaTime.ZERO,
                "avc1.640015",
                1_000,
                Optional.empty());
    }
}
