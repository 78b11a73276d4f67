package io.headrace.media.codec;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps the parameter sets that a stream has shown, and puts them in front of a keyframe that comes without: there are
 * encoders that say them once, in a unit of their own, or beside the stream. Of each kind of set those count that came
 * together last.
 *
 * <p>For one thread.
 */
public final class KeyframeCompletion {

    /** Of one kind, in front of one picture. */
    private static final int MAX_SETS = 64;
    /** A longer one is no stream's need, and not kept. */
    private static final int MAX_SET_BYTES = 4 << 10;

    private static final byte[] START_CODE = {0, 0, 0, 1};

    /** By the number of their type, which is the order in which they are needed. */
    private final SortedMap<Integer, List<ByteBuffer>> known = new TreeMap<>();

    private VideoCodec codec = VideoCodec.H264;

    /**
     * Takes sets that came beside the stream.
     *
     * @param units NAL units from their headers on, without start codes; what is no parameter set is passed over
     * @throws IllegalArgumentException for a codec without NAL units
     */
    public void remember(VideoCodec of, List<ByteBuffer> units) {
        changeTo(of);
        var sets = new TreeMap<Integer, List<ByteBuffer>>();
        units.forEach(unit -> collect(unit, sets));
        known.putAll(sets);
    }

    /**
     * Learns from the picture, and returns it: as it is, or with the sets that it lacks. All known sets are then put in
     * front, behind the delimiter if there is one.
     *
     * @throws IllegalArgumentException for a codec without NAL units
     */
    public Picture complete(Picture picture) {
        MediaBytes bytes = complete(picture.codec(), picture.keyframe(), picture.bytes());
        return bytes == picture.bytes()
                ? picture
                : new Picture(picture.codec(), picture.presentation(), picture.decoding(), true, bytes);
    }

    /** As {@link #complete(Picture)}, of a picture that has no times yet. */
    public MediaBytes complete(VideoCodec of, boolean keyframe, MediaBytes annexB) {
        changeTo(of);
        SortedMap<Integer, List<ByteBuffer>> own = inFront(annexB);
        known.putAll(own);
        return keyframe && own.size() < known.size() ? withKnown(annexB) : annexB;
    }

    private void changeTo(VideoCodec next) {
        if (next != codec) {
            known.clear();
            codec = next;
        }
    }

    private SortedMap<Integer, List<ByteBuffer>> inFront(MediaBytes annexB) {
        var sets = new TreeMap<Integer, List<ByteBuffer>>();
        var cursor = new NalCursor(annexB);
        while (cursor.next() && !cursor.kind(codec).isSlice()) {
            if (cursor.kind(codec).isParameters()) {
                collect(cursor.unit(), sets);
            }
        }
        return sets;
    }

    private void collect(ByteBuffer unit, SortedMap<Integer, List<ByteBuffer>> sets) {
        if (!unit.hasRemaining() || unit.remaining() > MAX_SET_BYTES) {
            return;
        }
        int header = unit.get(unit.position());
        if (!NalKind.of(codec, header).isParameters()) {
            return;
        }
        List<ByteBuffer> alike = sets.computeIfAbsent(NalKind.type(codec, header), _ -> new ArrayList<>());
        if (alike.size() < MAX_SETS) {
            alike.add(MediaBytes.copyOf(unit).asByteBuffer());
        }
    }

    private MediaBytes withKnown(MediaBytes picture) {
        var units = new ArrayList<ByteBuffer>();
        var cursor = new NalCursor(picture);
        if (cursor.next() && cursor.kind(codec) == NalKind.DELIMITER) {
            units.add(cursor.unit());
            cursor.next();
        }
        known.values().forEach(units::addAll);
        units.add(picture.asByteBuffer().position(cursor.offset()));
        return annexB(units);
    }

    private static MediaBytes annexB(List<ByteBuffer> units) {
        int length = units.stream()
                .mapToInt(unit -> START_CODE.length + unit.remaining())
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(length);
        units.forEach(unit -> bytes.put(START_CODE).put(unit.duplicate()));
        return MediaBytes.owning(bytes.array());
    }
}
