package io.headrace.wire.batch.file;

import io.headrace.wire.batch.file.HeadBytes.BrokenException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The boxes of an MP4 or MOV (ISO 14496-12) that say what its pictures are. Fragmented files count theirs in the fragments.
 *
 * <pre>
 * moov trak tkhd              number of the track
 *           mdia mdhd         ticks a second, duration in ticks
 *                hdlr         "vide" for pictures
 *                minf stbl stsd   width and height, of its first entry
 *                          stsz   how many there are
 * moof traf tfhd              number of the track
 *           trun              how many there are in this run
 * </pre>
 */
final class Mp4Head {

    private static final int FTYP = 0x66747970;
    private static final int MOOV = 0x6d6f6f76;
    private static final int MDAT = 0x6d646174;
    private static final int FREE = 0x66726565;
    private static final int WIDE = 0x77696465;
    private static final int SKIP = 0x736b6970;
    private static final int TRAK = 0x7472616b;
    private static final int TKHD = 0x746b6864;
    private static final int MDIA = 0x6d646961;
    private static final int MDHD = 0x6d646864;
    private static final int HDLR = 0x68646c72;
    private static final int VIDE = 0x76696465;
    private static final int MINF = 0x6d696e66;
    private static final int STBL = 0x7374626c;
    private static final int STSD = 0x73747364;
    private static final int STSZ = 0x7374737a;
    private static final int MOOF = 0x6d6f6f66;
    private static final int TRAF = 0x74726166;
    private static final int TFHD = 0x74666864;
    private static final int TRUN = 0x7472756e;

    private static final int BOX_HEAD = 8;
    private static final int ENTRY_TO_SIZE = 24;
    private static final int MOST_TRACKS = 64;

    private final HeadBytes bytes;
    private final Map<Integer, Track> tracks = new HashMap<>();
    private Track track = new Track();
    private int fragmentOf;

    /** As far as it is known. */
    private static final class Track {
        private boolean pictures;
        private int number;
        private int width;
        private int height;
        private long frames;
        private long ticksPerSecond;
        private long ticks;
    }

    private Mp4Head(HeadBytes bytes) {
        this.bytes = bytes;
    }

    /** @param first four bytes of the file, which have been read */
    static Optional<FileContent.Film> read(HeadBytes bytes, int first) throws IOException, BrokenException {
        int kind = bytes.number();
        if (kind != FTYP && kind != MOOV && kind != MDAT && kind != FREE && kind != WIDE && kind != SKIP) {
            return Optional.empty();
        }
        var head = new Mp4Head(bytes);
        head.box(0, Integer.toUnsignedLong(first), kind, Long.MAX_VALUE);
        head.boxes(Long.MAX_VALUE);
        return head.film();
    }

    /** The track whose pictures are the largest, as players choose. */
    private Optional<FileContent.Film> film() {
        return tracks.values().stream()
                .filter(each -> each.pictures && each.frames > 0)
                .max((one, other) -> Long.compare((long) one.width * one.height, (long) other.width * other.height))
                .map(each -> new FileContent.Film(
                        new PictureSize(each.width, each.height),
                        each.frames,
                        each.ticksPerSecond == 0
                                ? Duration.ZERO
                                : Duration.ofMillis(Math.multiplyExact(each.ticks, 1_000L) / each.ticksPerSecond)));
    }

    private void boxes(long end) throws IOException, BrokenException {
        bytes.enter();
        while (bytes.position() < end) {
            long start = bytes.position();
            int highest = bytes.next();
            if (highest < 0) {
                break;
            }
            long length = (long) highest << 24 | bytes.one() << 16 | bytes.half();
            box(start, length, bytes.number(), end);
        }
        bytes.leave();
    }

    private void box(long start, long length, int kind, long parentEnd) throws IOException, BrokenException {
        bytes.count();
        long whole = length == 1 ? bytes.large() : length;
        long end = whole == 0 ? parentEnd : Math.addExact(start, whole);
        if (whole != 0 && whole < BOX_HEAD) {
            throw new BrokenException("a box of " + whole + " bytes");
        }
        switch (kind) {
            case MOOV, MDIA, MINF, STBL, MOOF, TRAF -> boxes(Math.min(end, parentEnd));
            case TRAK -> {
                track = new Track();
                boxes(Math.min(end, parentEnd));
                keep();
            }
            default -> leaf(kind);
        }
        bytes.to(Math.max(bytes.position(), end));
    }

    private void keep() throws BrokenException {
        tracks.put(track.number, track);
        if (tracks.size() > MOST_TRACKS) {
            throw new BrokenException("more than " + MOST_TRACKS + " tracks");
        }
    }

    private void leaf(int kind) throws IOException, BrokenException {
        switch (kind) {
            case TKHD -> {
                skip(version() == 1 ? 2 * Long.BYTES : 2 * Integer.BYTES);
                track.number = bytes.number();
            }
            case MDHD -> duration(version());
            case HDLR -> {
                skip(2 * Integer.BYTES);
                // MOV has another one further in, of where the data lies.
                track.pictures |= bytes.number() == VIDE;
            }
            case STSD -> {
                skip(2 * Integer.BYTES + BOX_HEAD + ENTRY_TO_SIZE);
                track.width = bytes.half();
                track.height = bytes.half();
            }
            case STSZ -> {
                skip(2 * Integer.BYTES);
                track.frames += Integer.toUnsignedLong(bytes.number());
            }
            case TFHD -> {
                skip(Integer.BYTES);
                fragmentOf = bytes.number();
            }
            case TRUN -> {
                skip(Integer.BYTES);
                run(Integer.toUnsignedLong(bytes.number()));
            }
            default -> {}
        }
    }

    private void run(long frames) {
        var of = tracks.get(fragmentOf);
        if (of != null) {
            of.frames = Math.addExact(of.frames, frames);
        }
    }

    private void duration(int version) throws IOException, BrokenException {
        skip(version == 1 ? 2 * Long.BYTES : 2 * Integer.BYTES);
        track.ticksPerSecond = Integer.toUnsignedLong(bytes.number());
        long ticks = version == 1 ? bytes.large() : Integer.toUnsignedLong(bytes.number());
        boolean unknown = version == 1 ? ticks < 0 : ticks == 0xffff_ffffL;
        track.ticks = unknown ? 0 : ticks;
    }

    /** Of a full box; its flags are passed over. */
    private int version() throws IOException, BrokenException {
        return bytes.number() >>> 24;
    }

    private void skip(int count) throws IOException, BrokenException {
        bytes.to(bytes.position() + count);
    }
}
