package io.headrace.media.request;

import io.headrace.media.FrameRate;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.SourceSegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a media child can be asked. Whole files are named by path, since both sides see the same disk; segments
 * travel as bytes.
 *
 * @param <R> what it answers when it does not refuse
 */
public sealed interface MediaRequest<R extends MediaReply.Final> {

    Class<R> replyType();

    /** What is in this file? Answered by a {@link MediaDescription}. */
    record Probe(Path file) implements MediaRequest<MediaDescription> {
        @Override
        public Class<MediaDescription> replyType() {
            return MediaDescription.class;
        }
    }

    /**
     * Cut the file at its keyframes into MPEG-TS segments named {@code 0.ts}, {@code 1.ts}… in an existing directory. Video is
     * copied; audio too, or converted to AAC where MPEG-TS cannot carry it. Each {@link SegmentFile} is told as soon
     * as it is complete.
     *
     * @param target a segment ends at the first keyframe about this far from its beginning
     */
    record Split(Path file, Path directory, Duration target) implements MediaRequest<MediaReply.FileSplit> {
        public static final Duration USUAL_TARGET = Duration.ofSeconds(2);

        public Split {
            if (!target.isPositive() || target.compareTo(SourceSegment.MAX_DURATION) > 0) {
                throw new IllegalArgumentException("Segments of " + target);
            }
        }

        @Override
        public Class<MediaReply.FileSplit> replyType() {
            return MediaReply.FileSplit.class;
        }
    }

    /**
     * Make every rendition of one segment.
     *
     * @param stream whose segment it is: a decoder is kept from one segment of a stream to the next, and never shared
     *     by two streams
     */
    record Transcode(String stream, MediaBytes segment, Ladder ladder, Preset preset)
            implements MediaRequest<MediaReply.Transcoded> {
        @Override
        public Class<MediaReply.Transcoded> replyType() {
            return MediaReply.Transcoded.class;
        }
    }

    /** Make one MP4 of a rendition's segments, given in order; nothing is encoded again. */
    record Join(List<Path> segments, Path file) implements MediaRequest<MediaReply.Joined> {
        public Join {
            segments = List.copyOf(segments);
            if (segments.isEmpty()) {
                throw new IllegalArgumentException("Nothing to join into " + file);
            }
        }

        @Override
        public Class<MediaReply.Joined> replyType() {
            return MediaReply.Joined.class;
        }
    }

    /** What really is in this segment? The packet checks of a returned rendition lean on the answer. */
    record Measure(MediaBytes segment, Depth depth) implements MediaRequest<Measurement> {
        @Override
        public Class<Measurement> replyType() {
            return Measurement.class;
        }
    }

    /**
     * How like its source is this rendition? Both are decoded, and the source is encoded once more as an honest worker
     * would have done it, since what a bitrate allows depends on the picture. A refusal speaks of the source or of the
     * profile; a rendition that cannot be read is a {@link Comparison} without frames.
     *
     * @param profile what was asked for
     * @param honest how much an honest worker tries at the least
     * @param phase where within its stretch each looked-at picture stands, 0 to below 1: drawn by chance, so that nobody
     *     knows which pictures will be looked at
     */
    record Compare(MediaBytes source, MediaBytes rendition, Profile profile, Preset honest, double phase)
            implements MediaRequest<Comparison> {
        public Compare {
            if (!(phase >= 0 && phase < 1)) {
                throw new IllegalArgumentException("A phase is from 0 to below 1: " + phase);
            }
        }

        @Override
        public Class<Comparison> replyType() {
            return Comparison.class;
        }
    }

    /**
     * Write speech as MP3: the sound of a WAV file of one or two channels, at its own rate where MP3 has that.
     *
     * @param wave as it was made
     * @param file to be written
     */
    record EncodeSpeech(Path wave, Path file) implements MediaRequest<MediaReply.SpeechEncoded> {
        @Override
        public Class<MediaReply.SpeechEncoded> replyType() {
            return MediaReply.SpeechEncoded.class;
        }
    }

    /** Make a clip to try things with: a moving pattern, and a tone when {@code audio} is set. H.264 in MP4. */
    record MakeClip(Path file, ClipShape shape) implements MediaRequest<MediaReply.ClipMade> {
        @Override
        public Class<MediaReply.ClipMade> replyType() {
            return MediaReply.ClipMade.class;
        }
    }

    /**
     * Make a film of pictures, each shown for as long as the others: H.264 in MP4 with its index at the beginning. The pictures
     * are PNG or JPEG and of one size; odd sides lose a pixel.
     *
     * @param frames in their order, 1 to {@value #MOST_FRAMES}
     * @param file to be written
     */
    record EncodeFrames(List<Path> frames, FrameRate rate, Path file) implements MediaRequest<MediaReply.FilmMade> {
        public static final int MOST_FRAMES = 1_000;

        public EncodeFrames {
            frames = List.copyOf(frames);
            if (frames.isEmpty() || frames.size() > MOST_FRAMES || rate.passesThrough()) {
                throw new IllegalArgumentException("A film of " + frames.size() + " pictures at " + rate
                        + "; it has 1 to " + MOST_FRAMES + " and a rate");
            }
        }

        @Override
        public Class<MediaReply.FilmMade> replyType() {
            return MediaReply.FilmMade.class;
        }
    }

    /**
     * Which of these can be used? Each is tried by opening its encoders, since a driver that is listed may still be
     * broken; a child is asked, so that a driver that crashes is a child's end alone. Answered by {@link DevicesTried}.
     *
     * @param devices 1 to {@value Device.Nvidia#MOST}
     */
    record TryDevices(List<Device.Nvidia> devices) implements MediaRequest<DevicesTried> {
        public TryDevices {
            devices = List.copyOf(devices);
            if (devices.isEmpty() || devices.size() > Device.Nvidia.MOST) {
                throw new IllegalArgumentException("1 to " + Device.Nvidia.MOST + " devices are tried: " + devices);
            }
        }

        @Override
        public Class<DevicesTried> replyType() {
            return DevicesTried.class;
        }
    }

    /** How closely a segment is measured. */
    enum Depth {
        /** Packets are counted and parsed: nearly free, and cannot see a packet that does not decode. */
        PACKETS,
        /** Every frame is decoded. */
        FRAMES
    }
}
