package io.headrace.ffmpeg;

import io.headrace.media.MediaTime;
import io.headrace.media.request.SegmentFile;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** One segment of the source on its way to disk. Times of packets are in ticks. */
final class SegmentWriter implements AutoCloseable {

    private final long seq;
    private final Path file;
    private final Output output;
    private final long start;
    private long frames;
    private long end;

    private SegmentWriter(long seq, Path file, Output output, long start) {
        this.seq = seq;
        this.file = file;
        this.output = output;
        this.start = start;
    }

    static SegmentWriter begin(
            Path directory, long seq, long start, AVCodecParameters video, Optional<AVCodecParameters> audio)
            throws LibavException {
        var file = directory.resolve(seq + ".ts");
        var output = Output.segmentFile(file);
        output.add(video);
        if (audio.isPresent()) {
            output.add(audio.get());
        }
        output.begin();
        return new SegmentWriter(seq, file, output, start);
    }

    long start() {
        return start;
    }

    /** When its last frame so far has been shown. */
    long end() {
        return end;
    }

    long frames() {
        return frames;
    }

    void video(AVPacket packet, long duration) throws LibavException {
        frames++;
        end = Math.max(end, packet.pts() + duration);
        output.write(packet, 0, Libav.TICKS);
    }

    void audio(AVPacket packet) throws LibavException {
        output.write(packet, 1, Libav.TICKS);
    }

    /** @param until where the next segment begins, or where this last one ends */
    SegmentFile finish(long origin, long until) throws LibavException {
        output.finish();
        output.close();
        return new SegmentFile(
                seq,
                file,
                new MediaTime(start),
                MediaTime.duration(start - origin),
                MediaTime.duration(Math.max(1, until - start)),
                frames);
    }

    @Override
    public void close() {
        output.close();
    }
}
