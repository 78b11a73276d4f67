package io.headrace.benchmarks.soak;

import io.headrace.engine.ChildException;
import io.headrace.engine.PoolShape;
import io.headrace.engine.media.MediaChildren;
import io.headrace.ffmpeg.FfmpegChild;
import io.headrace.machine.NanoTicker;
import io.headrace.media.AccessUnit;
import io.headrace.media.FrameRate;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import io.headrace.media.ts.TsDemuxer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;

/** Makes the clip that publishers play round and round: H.264 with B-frames, keyframes every 2 s, a tone in AAC. */
public final class SourceClip {

    /** Of 48 kHz: a whole number of frames of AAC, so that rounds join without a gap in the sound. */
    private static final Duration LENGTH = Duration.ofSeconds(16);

    private static final int FRAMES_PER_SECOND = 30;
    private static final int B_FRAMES = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private SourceClip() {}

    /** @param folder an existing one, for the files that are made on the way */
    public static LoopedStream make(int width, int height, Path folder)
            throws IOException, ChildException, InterruptedException {
        return make(
                new ClipShape(
                        width, height, FrameRate.of(FRAMES_PER_SECOND), LENGTH, true, B_FRAMES, 2 * FRAMES_PER_SECOND),
                folder);
    }

    /** Of pictures alone, as browsers send them: none is shown later than it is decoded. */
    public static LoopedStream makeForBrowsers(int width, int height, Path folder)
            throws IOException, ChildException, InterruptedException {
        return make(
                new ClipShape(width, height, FrameRate.of(FRAMES_PER_SECOND), LENGTH, false, 0, 2 * FRAMES_PER_SECOND),
                folder);
    }

    private static LoopedStream make(ClipShape shape, Path folder)
            throws IOException, ChildException, InterruptedException {
        var clip = folder.resolve("source.mp4");
        var units = new ArrayList<AccessUnit>();
        try (var children = children(folder)) {
            done(children.ask(new MediaRequest.MakeClip(clip, shape), PATIENCE));
            var segments = new ArrayList<SegmentFile>();
            done(children.ask(
                    new MediaRequest.Split(clip, folder, MediaRequest.Split.USUAL_TARGET), PATIENCE, segments::add));
            var demuxer = new TsDemuxer();
            for (var segment : segments) {
                units.addAll(demuxer.feed(segment.load().bytes().asByteBuffer()));
                units.addAll(demuxer.finish());
            }
        }
        return LoopedStream.of(units);
    }

    private static MediaChildren children(Path folder) {
        var classPath = System.getProperty("headrace.classpath", System.getProperty("java.class.path"));
        return MediaChildren.open(
                FfmpegChild.command(classPath, folder.resolve("natives"), 0),
                PoolShape.of(1).withoutSpare(),
                MediaLimits.DEFAULT,
                NanoTicker.system());
    }

    private static <R extends MediaReply.Final> void done(MediaAnswer<R> answer) {
        if (answer instanceof MediaAnswer.Refused<R>(var refusal, var _)) {
            throw new IllegalStateException("No clip could be made: " + refusal.sentence());
        }
    }
}
