package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import io.headrace.media.MediaTime;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest.Split;
import io.headrace.media.request.SegmentFile;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Decides where segments end. A segment ends at the first closed keyframe when it is nearly as long as wanted; after ten
 * seconds any keyframe will do, though the few pictures that lean on the one before are lost to players there. A cut
 * segment waits, still open, until the sound that belongs to it has been read.
 */
final class Cutter implements AutoCloseable {

    private static final Duration ANY_KEYFRAME_AFTER = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final long SOUND_PATIENCE = 3L * MediaTime.TICKS_PER_SECOND;

    private final Split request;
    private final MediaLimits limits;
    private final AnnexB annexB;
    private final SoundQueue sound;
    private final Consumer<SegmentFile> told;
    private final long nearlyTarget;
    private Optional<SegmentWriter> closing = Optional.empty();
    private Optional<SegmentWriter> current = Optional.empty();
    private long origin;
    private long shift;
    private int segments;
    private long frames;

    Cutter(Split request, MediaLimits limits, AnnexB annexB, SoundQueue sound, Consumer<SegmentFile> told) {
        this.request = request;
        this.limits = limits;
        this.annexB = annexB;
        this.sound = sound;
        this.told = told;
        this.nearlyTarget = MediaTime.of(request.target()).ticks() * 9 / 10;
    }

    boolean begun() {
        return current.isPresent();
    }

    /** A picture with times in ticks; what comes before the first keyframe is left out. Takes the packet's content. */
    void video(AVPacket packet, long step) throws LibavException, RefusedException {
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        if (key && (current.isEmpty() || cutsHere(packet))) {
            cutAt(packet.pts());
        }
        if (current.isEmpty()) {
            return;
        }
        long now = packet.dts();
        checkLength(packet.pts());
        current.get().video(packet, packet.duration() > 0 ? packet.duration() : step);
        releaseSound(now);
        if (closing.isPresent() && (soundBehind() || now > current.get().start() + SOUND_PATIENCE)) {
            finishClosing();
        }
    }

    private boolean cutsHere(AVPacket packet) {
        long length = packet.pts() - current.orElseThrow().start();
        return length >= nearlyTarget
                && (length >= MediaTime.of(ANY_KEYFRAME_AFTER).ticks()
                        || Nals.of(packet, annexB.codec()).closed());
    }

    private void checkLength(long pts) throws RefusedException {
        if (pts - current.orElseThrow().start() > MediaTime.of(MOST).ticks()) {
            throw new RefusedException(new MediaRefusal.KeyframesTooFarApart(MOST));
        }
        var length = MediaTime.duration(pts - origin);
        if (length.compareTo(limits.duration()) > 0) {
            throw new RefusedException(new MediaRefusal.TooLong(length, limits.duration()));
        }
    }

    private void cutAt(long start) throws LibavException {
        if (closing.isPresent()) {
            finishClosing();
        }
        closing = current;
        if (segments == 0) {
            origin = start;
        }
        current = Optional.of(
                SegmentWriter.begin(request.directory(), segments, start, annexB.parameters(), sound.parameters()));
        segments++;
    }

    /** A packet of the source's sound. */
    void sound(AVPacket packet, long shift) throws LibavException {
        this.shift = shift;
        sound.take(packet, shift);
    }

    private boolean soundBehind() {
        return sound.parameters().isEmpty()
                || sound.last() >= current.orElseThrow().start();
    }

    private void releaseSound(long now) throws LibavException {
        for (var due = sound.due(now); due.isPresent(); due = sound.due(now)) {
            var packet = due.get();
            try {
                boolean before = packet.pts() < current.orElseThrow().start();
                (before ? closing.orElse(current.get()) : current.get()).audio(packet);
            } finally {
                av_packet_free(packet);
            }
        }
    }

    private void finishClosing() throws LibavException {
        var done = closing.orElseThrow();
        closing = Optional.empty();
        finish(done, current.orElseThrow().start());
    }

    private void finish(SegmentWriter writer, long until) throws LibavException {
        frames += writer.frames();
        told.accept(writer.finish(origin, until));
    }

    MediaReply.FileSplit finish() throws LibavException {
        sound.finish(shift);
        releaseSound(Long.MAX_VALUE);
        if (closing.isPresent()) {
            finishClosing();
        }
        var last = current.orElseThrow();
        current = Optional.empty();
        finish(last, last.end());
        return new MediaReply.FileSplit(segments, frames, MediaTime.duration(last.end() - origin));
    }

    @Override
    public void close() {
        closing.ifPresent(SegmentWriter::close);
        current.ifPresent(SegmentWriter::close);
    }
}
