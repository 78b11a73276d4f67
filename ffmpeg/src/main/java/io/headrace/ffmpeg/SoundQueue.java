package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Sound that has been read and waits for the picture to reach its time: only then is it known to which segment it
 * belongs. Files are interleaved, so little waits; what is too much is given up early rather than kept.
 */
final class SoundQueue implements AutoCloseable {

    private static final int MOST = 2_000;

    private final Optional<AudioFeed> feed;
    private final Deque<AVPacket> waiting = new ArrayDeque<>();
    private long last = -1;

    private SoundQueue(Optional<AudioFeed> feed) {
        this.feed = feed;
    }

    static SoundQueue of(Optional<AVStream> stream) throws LibavException {
        return new SoundQueue(stream.isPresent() ? Optional.of(AudioFeed.of(stream.get())) : Optional.empty());
    }

    Optional<AVCodecParameters> parameters() {
        return feed.map(AudioFeed::parameters);
    }

    void take(AVPacket packet, long shift) throws LibavException {
        feed.orElseThrow().take(packet, ready -> add(ready, shift));
    }

    void finish(long shift) throws LibavException {
        if (feed.isPresent()) {
            feed.get().finish(ready -> add(ready, shift));
        }
    }

    private void add(AVPacket packet, long shift) {
        long time = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        if (time == AV_NOPTS_VALUE || time + shift <= last) {
            av_packet_free(packet);
            return;
        }
        last = time + shift;
        packet.pts(last);
        packet.dts(last);
        waiting.add(packet);
    }

    /** When the newest sound is heard; -1 before any. */
    long last() {
        return last;
    }

    /** The next one that is due, the caller's to free. */
    Optional<AVPacket> due(long now) {
        boolean due = !waiting.isEmpty() && (waiting.getFirst().pts() <= now || waiting.size() > MOST);
        return due ? Optional.of(waiting.removeFirst()) : Optional.empty();
    }

    @Override
    public void close() {
        waiting.forEach(packet -> av_packet_free(packet));
        feed.ifPresent(AudioFeed::close);
    }
}
