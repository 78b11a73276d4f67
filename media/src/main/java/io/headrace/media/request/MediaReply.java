package io.headrace.media.request;

import io.headrace.media.PixelCount;
import io.headrace.media.RenditionSegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a media child answers to what it was asked. */
public sealed interface MediaReply permits MediaReply.Final, SegmentFile {

    /** Ends a request. */
    sealed interface Final extends MediaReply
            permits MediaDescription,
                    Measurement,
                    Comparison,
                    FileSplit,
                    Transcoded,
                    Joined,
                    ClipMade,
                    SpeechEncoded,
                    FilmMade,
                    DevicesTried,
                    MediaRefusal {}

    /** The whole file is cut; every segment was told before. */
    record FileSplit(int segments, long frames, Duration duration) implements Final {}

    /** One output for each profile of the ladder, in its order. */
    record Transcoded(List<Output> outputs, long decodedFrames) implements Final {
        public Transcoded {
            outputs = List.copyOf(outputs);
        }

        public PixelCount pixels() {
            return outputs.stream().map(each -> each.segment().pixels()).reduce(PixelCount.ZERO, PixelCount::plus);
        }
    }

    /**
     * @param width as encoded: aspect ratio kept, even, within what the encoder can (wire protocol section 7.4)
     * @param frames as encoded
     */
    record Output(RenditionSegment segment, int width, int height, long frames) {}

    record Joined(Path file, long frames, Duration duration) implements Final {}

    record ClipMade(Path file, long frames) implements Final {}

    record SpeechEncoded(Path file, Duration duration) implements Final {}

    /** @param width as encoded */
    record FilmMade(Path file, int width, int height, long frames) implements Final {}
}
