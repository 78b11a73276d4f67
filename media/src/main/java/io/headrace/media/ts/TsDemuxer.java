package io.headrace.media.ts;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.codec.NalCursor;
import io.headrace.media.codec.NalKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads access units from the bytes of a transport stream (ISO/IEC 13818-1), in pieces of any size: of the first
 * program the first stream of H.264 or HEVC and the first of AAC with ADTS headers or of Opus. Everything else is passed
 * over. One PES packet of pictures is one picture.
 *
 * <p>A unit is handed on with its last byte if its PES packet has a length; without one, when the next begins or at
 * {@link #finish}; {@link TsMuxer} begins an empty one at once. Units keep the stream's order within each of the two streams. Times are unrolled: they go on over
 * the wrap of 33 bits. A picture is a keyframe if its first slice is one.
 *
 * <p>The bytes may come from a stranger: nothing in them is an error. A unit with a missing packet, without a time or
 * larger than the limit is dropped; after bytes that are no packet the next packet is looked for. What is held is the
 * begun units and one window of packets.
 *
 * <p>For one thread.
 */
public final class TsDemuxer {

    /** Of one coded picture: 8 MiB. */
    public static final int MAX_PICTURE_BYTES = 8 << 20;

    private static final int MAX_SOUND_BYTES = 128 << 10;

    private static final int ERROR_FLAG = 0x80;
    private static final int START_FLAG = 0x40;
    private static final int SCRAMBLED = 0xc0;
    private static final int ADAPTATION_FLAG = 0x20;
    private static final int PAYLOAD_FLAG = 0x10;
    private static final int COUNTER_MASK = 0x0f;
    private static final int DISCONTINUITY_FLAG = 0x80;

    private final PacketReader packets = new PacketReader();
    private final SectionReader programs = new SectionReader();
    private final SectionReader streams = new SectionReader();
    private final PesReader pictures;
    private final PesReader sounds = new PesReader(MAX_SOUND_BYTES);
    private final TimeUnroller times = new TimeUnroller();

    private int tablePid = Program.NONE;
    private Program program = Program.UNKNOWN;
    private SoundSplitter splitter = SoundSplitter.of(program.sound());
    private long soundsDropped;
    private long unreadable;
    private List<AccessUnit> ready = new ArrayList<>();

    public TsDemuxer() {
        this(MAX_PICTURE_BYTES);
    }

    /**
     * @param maxPictureBytes of one picture with its PES header; larger ones are dropped
     */
    public TsDemuxer(int maxPictureBytes) {
        pictures = new PesReader(maxPictureBytes);
    }

    /** Reads the buffer to its end and returns the units that became complete. */
    public List<AccessUnit> feed(ByteBuffer bytes) {
        packets.read(bytes, this::packet);
        return taken();
    }

    /**
     * The stream ended, or what comes next was not cut from the same stream of packets (its counters begin anew): the
     * unit that only waits for the next to begin is complete.
     */
    public List<AccessUnit> finish() {
        pictures.finish().ifPresent(this::picture);
        sounds.finish().ifPresent(this::sound);
        breakOff();
        return taken();
    }

    /** The stream broke off: what was begun is dropped. What comes next may count from anywhere. */
    public void breakOff() {
        packets.reset();
        pictures.drop();
        sounds.drop();
        pictures.forgetCounter();
        sounds.forgetCounter();
        splitter.reset();
    }

    /** Units lost so far, because a packet was missing, a limit passed, or nothing could be read from them. */
    public long droppedUnits() {
        return pictures.dropped() + sounds.dropped() + unreadable;
    }

    /** Bytes so far that belonged to no packet. */
    public long skippedBytes() {
        return packets.skippedBytes();
    }

    private List<AccessUnit> taken() {
        List<AccessUnit> taken = ready;
        ready = new ArrayList<>();
        return taken;
    }

    private void packet(int at) {
        byte[] bytes = packets.array();
        int flags = bytes[at + 3];
        boolean broken = (bytes[at + 1] & ERROR_FLAG) != 0 || (flags & SCRAMBLED) != 0;
        int field = at + TsFormat.PACKET_HEADER;
        boolean adapted = (flags & ADAPTATION_FLAG) != 0;
        int from = adapted ? field + 1 + (bytes[field] & 0xff) : field;
        int end = at + TsFormat.PACKET;
        if (broken || (flags & PAYLOAD_FLAG) == 0 || from >= end) {
            return;
        }
        int pid = (bytes[at + 1] & 0x1f) << 8 | (bytes[at + 2] & 0xff);
        boolean begins = (bytes[at + 1] & START_FLAG) != 0;
        if (pid == TsFormat.PAT_PID) {
            programs.add(bytes, from, end, begins).ifPresent(this::programs);
        } else if (pid == tablePid) {
            streams.add(bytes, from, end, begins).ifPresent(this::streams);
        } else if (pid == program.videoPid() || pid == program.soundPid()) {
            boolean jumps = adapted && from > field + 1 && (bytes[field + 1] & DISCONTINUITY_FLAG) != 0;
            PesReader reader = pid == program.videoPid() ? pictures : sounds;
            if (!reader.repeats(flags & COUNTER_MASK, jumps)) {
                payload(reader, begins, bytes, from, end);
            }
        }
    }

    private void payload(PesReader reader, boolean begins, byte[] bytes, int from, int end) {
        if (begins) {
            reader.begin().ifPresent(unit -> unit(reader, unit));
        }
        reader.add(bytes, from, end).ifPresent(unit -> unit(reader, unit));
    }

    private void unit(PesReader reader, ByteBuffer packet) {
        if (PesUnit.isEmpty(packet)) {
            return;
        }
        if (reader == pictures) {
            picture(packet);
        } else {
            sound(packet);
        }
    }

    private void programs(ByteBuffer section) {
        Program.tablePid(section).filter(pid -> pid != tablePid).ifPresent(pid -> {
            tablePid = pid;
            streams.reset();
        });
    }

    private void streams(ByteBuffer section) {
        Optional<Program> next = Program.parse(section);
        if (next.isPresent() && !next.get().equals(program)) {
            changeTo(next.get());
        }
    }

    /** Ends what was begun on a PID that now means something else. */
    private void changeTo(Program next) {
        if (next.videoPid() != program.videoPid() || next.video() != program.video()) {
            pictures.finish().ifPresent(this::picture);
            pictures.forgetCounter();
        }
        if (next.soundPid() != program.soundPid() || next.sound() != program.sound()) {
            sounds.finish().ifPresent(this::sound);
            sounds.forgetCounter();
            splitter = SoundSplitter.of(next.sound());
        }
        program = next;
    }

    private void picture(ByteBuffer packet) {
        PesUnit.parse(packet)
                .ifPresentOrElse(
                        unit -> {
                            MediaTime decoding = times.follow(unit.decoding());
                            MediaTime presentation = times.near(unit.presentation());
                            MediaBytes bytes = MediaBytes.copyOf(unit.payload());
                            ready.add(new Picture(program.video(), presentation, decoding, isKeyframe(bytes), bytes));
                        },
                        () -> unreadable++);
    }

    private void sound(ByteBuffer packet) {
        if (sounds.dropped() > soundsDropped) {
            soundsDropped = sounds.dropped();
            splitter.reset();
        }
        PesUnit.parse(packet)
                .ifPresentOrElse(
                        unit -> splitter.add(times.follow(unit.presentation()), unit.payload(), ready),
                        () -> unreadable++);
    }

    private boolean isKeyframe(MediaBytes bytes) {
        var cursor = new NalCursor(bytes);
        while (cursor.next()) {
            NalKind kind = cursor.kind(program.video());
            if (kind.isSlice()) {
                return kind == NalKind.KEY_SLICE;
            }
        }
        return false;
    }
}
