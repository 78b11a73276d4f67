package io.headrace.wire.batch.file;

import io.headrace.wire.batch.file.HeadBytes.BrokenException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The elements of a Matroska or WebM file (RFC 9559) that say what its pictures are, and its blocks, each of which is one.
 *
 * <pre>
 * Segment Info   TimestampScale, Duration
 *         Tracks TrackEntry TrackNumber, TrackType (1 for pictures), Video PixelWidth, PixelHeight
 *         Cluster SimpleBlock, BlockGroup Block       each begins with the number of its track
 * </pre>
 */
final class MatroskaHead {

    private static final long SEGMENT = 0x18538067;
    private static final long INFO = 0x1549a966;
    private static final long SCALE = 0x2ad7b1;
    private static final long DURATION = 0x4489;
    private static final long TRACKS = 0x1654ae6b;
    private static final long ENTRY = 0xae;
    private static final long NUMBER = 0xd7;
    private static final long TYPE = 0x83;
    private static final long VIDEO = 0xe0;
    private static final long WIDTH = 0xb0;
    private static final long HEIGHT = 0xba;
    private static final long CLUSTER = 0x1f43b675;
    private static final long SIMPLE_BLOCK = 0xa3;
    private static final long GROUP = 0xa0;
    private static final long BLOCK = 0xa1;

    private static final int MAX_LENGTH_OF_ID = 4;
    private static final long PICTURES = 1;
    private static final long UNKNOWN = -1;
    private static final double NANOS_PER_MILLI = 1e6;

    private final HeadBytes bytes;
    private long scale = 1_000_000;
    private double duration;
    private long frames;
    private long track = UNKNOWN;
    private int width;
    private int height;

    /** Of the entry that is being read. */
    private long number;

    private long type;
    private int entryWidth;
    private int entryHeight;

    private MatroskaHead(HeadBytes bytes) {
        this.bytes = bytes;
    }

    /** @param bytes behind the id of the EBML header */
    static Optional<FileContent.Film> read(HeadBytes bytes) throws IOException, BrokenException {
        var head = new MatroskaHead(bytes);
        bytes.to(Math.addExact(head.length(bytes.one()), bytes.position()));
        head.elements(Long.MAX_VALUE);
        return head.film();
    }

    private Optional<FileContent.Film> film() {
        if (frames == 0) {
            return Optional.empty();
        }
        long millis = Math.round(Math.clamp(duration * scale / NANOS_PER_MILLI, 0, 1e12));
        return Optional.of(new FileContent.Film(new PictureSize(width, height), frames, Duration.ofMillis(millis)));
    }

    /** Elements of unknown length, as live recordings have them, end where the file does: what they hold stands beside them here. */
    private void elements(long end) throws IOException, BrokenException {
        bytes.enter();
        while (bytes.position() < end) {
            int first = bytes.next();
            if (first < 0) {
                break;
            }
            bytes.count();
            long id = id(first);
            long length = length(bytes.one());
            if (length == UNKNOWN) {
                if (id != SEGMENT && id != CLUSTER) {
                    throw new BrokenException("an element of unknown length");
                }
            } else {
                element(id, length, Math.min(end, Math.addExact(bytes.position(), length)));
            }
        }
        bytes.leave();
    }

    private void element(long id, long length, long end) throws IOException, BrokenException {
        if (id == SEGMENT || id == INFO || id == TRACKS || id == VIDEO || id == CLUSTER || id == GROUP) {
            elements(end);
        } else if (id == ENTRY) {
            entry(end);
        } else if (id == SIMPLE_BLOCK || id == BLOCK) {
            frames += length(bytes.one()) == track ? 1 : 0;
        } else {
            value(id, length);
        }
        bytes.to(Math.max(bytes.position(), end));
    }

    /** Of several with pictures the first counts. */
    private void entry(long end) throws IOException, BrokenException {
        type = 0;
        elements(end);
        if (type == PICTURES && track == UNKNOWN) {
            track = number;
            width = entryWidth;
            height = entryHeight;
        }
    }

    private void value(long id, long length) throws IOException, BrokenException {
        if (id == SCALE) {
            scale = whole(length);
        } else if (id == DURATION) {
            duration = length == Float.BYTES
                    ? Float.intBitsToFloat(bytes.number())
                    : Double.longBitsToDouble(bytes.large());
        } else if (id == NUMBER) {
            number = whole(length);
        } else if (id == TYPE) {
            type = whole(length);
        } else if (id == WIDTH) {
            entryWidth = Math.toIntExact(whole(length));
        } else if (id == HEIGHT) {
            entryHeight = Math.toIntExact(whole(length));
        }
    }

    private long whole(long length) throws IOException, BrokenException {
        if (length > Long.BYTES) {
            throw new BrokenException("a number of " + length + " bytes");
        }
        long value = 0;
        for (long i = 0; i < length; i++) {
            value = value << 8 | bytes.one();
        }
        return value;
    }

    /** With its marker, as ids are written. */
    private long id(int first) throws IOException, BrokenException {
        int length = Integer.numberOfLeadingZeros(first) - (Integer.SIZE - Byte.SIZE) + 1;
        if (length > MAX_LENGTH_OF_ID) {
            throw new BrokenException("an id of " + length + " bytes");
        }
        return rest(first, length);
    }

    /** Of what follows, or the number of a track: without its marker; {@link #UNKNOWN} when all its bits are set. */
    private long length(int first) throws IOException, BrokenException {
        int length = Integer.numberOfLeadingZeros(first) - (Integer.SIZE - Byte.SIZE) + 1;
        if (length > Long.BYTES) {
            throw new BrokenException("a length of " + length + " bytes");
        }
        long most = (1L << (7 * length)) - 1;
        long value = rest(first, length) & most;
        return value == most ? UNKNOWN : value;
    }

    private long rest(int first, int length) throws IOException, BrokenException {
        long value = first;
        for (int i = 1; i < length; i++) {
            value = value << 8 | bytes.one();
        }
        return value;
    }
}
