package io.headrace.media.cut;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.codec.SequenceFormat;
import io.headrace.media.ts.TsBuffer;
import io.headrace.media.ts.TsMuxer;
import io.headrace.media.ts.TsStreams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A segment while its units come in. */
final class OpenSegment {

    private final SequenceFormat.Parsed format;
    private final MediaTime keyframe;
    private final boolean discontinuity;

    private final List<Picture> pictures = new ArrayList<>();
    private final List<Sound> sounds = new ArrayList<>();
    private long bytes;
    private MediaTime first;

    OpenSegment(Picture keyframe, SequenceFormat.Parsed format, boolean discontinuity) {
        this.format = format;
        this.keyframe = keyframe.presentation();
        this.discontinuity = discontinuity;
        first = this.keyframe;
        add(keyframe);
    }

    void add(Picture picture) {
        pictures.add(picture);
        bytes += picture.bytes().length();
        MediaTime shown = picture.presentation();
        first = shown.compareTo(first) < 0 ? shown : first;
    }

    /** Sound in another codec than the segment's first is left out. */
    void add(Sound sound) {
        if (!sounds.isEmpty() && sounds.getFirst().codec() != sound.codec()) {
            return;
        }
        sounds.add(sound);
        bytes += sound.bytes().length();
    }

    /** Takes out the sound that belongs to the next segment. */
    List<Sound> removeSoundsFrom(MediaTime end) {
        var later = sounds.stream()
                .filter(sound -> sound.presentation().compareTo(end) >= 0)
                .toList();
        sounds.removeIf(sound -> sound.presentation().compareTo(end) >= 0);
        bytes -= later.stream().mapToLong(sound -> sound.bytes().length()).sum();
        return later;
    }

    /** Presentation time of its keyframe. */
    MediaTime keyframe() {
        return keyframe;
    }

    long bytes() {
        return bytes;
    }

    int units() {
        return pictures.size() + sounds.size();
    }

    /**
     * Writes what came in.
     *
     * @param end the presentation time of the next keyframe, or when the last picture ends
     */
    CutSegment close(TsMuxer muxer, MediaTime end) {
        var pictureStream = TsStreams.ofPictures(format.codec());
        var streams = sounds.isEmpty()
                ? pictureStream
                : pictureStream.with(sounds.getFirst().codec());
        var out = new TsBuffer(expectedBytes());
        muxer.begin(streams, out);
        sounds.sort(Comparator.comparing(Sound::presentation));
        int heard = 0;
        for (Picture picture : pictures) {
            while (heard < sounds.size() && sounds.get(heard).decoding().compareTo(picture.decoding()) < 0) {
                muxer.write(sounds.get(heard), out);
                heard++;
            }
            muxer.write(picture, out);
        }
        sounds.subList(heard, sounds.size()).forEach(sound -> muxer.write(sound, out));
        return new CutSegment(
                out.take(),
                first,
                end.since(keyframe),
                format.codec(),
                pictures.size(),
                format.width(),
                format.height(),
                streams.sound().isPresent(),
                discontinuity);
    }

    private int expectedBytes() {
        long expected = TsBuffer.bytesFor(0);
        for (AccessUnit picture : pictures) {
            expected += TsBuffer.bytesFor(picture.bytes().length());
        }
        for (AccessUnit sound : sounds) {
            expected += TsBuffer.bytesFor(sound.bytes().length());
        }
        return Math.toIntExact(expected);
    }
}
