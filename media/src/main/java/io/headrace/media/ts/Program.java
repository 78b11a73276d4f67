package io.headrace.media.ts;

import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where a stream's pictures and sound are, by its tables: the first program, and in it the first stream of each kind
 * that is understood.
 *
 * @param videoPid {@link #NONE} if there is none
 * @param soundPid {@link #NONE} if there is none
 */
record Program(int videoPid, VideoCodec video, int soundPid, SoundCodec sound) {

    static final int NONE = -1;
    static final Program UNKNOWN = new Program(NONE, VideoCodec.H264, NONE, SoundCodec.AAC);

    private static final int PID_MASK = 0x1fff;
    private static final int LENGTH_MASK = 0xfff;
    /** Table id, length, id, version, number of this and of the last section. */
    private static final int SECTION_BODY = 8;
    /** Type, PID and length of descriptors. */
    private static final int STREAM_ENTRY = 5;
    /** Tag and length. */
    private static final int DESCRIPTOR_HEADER = 2;

    /** The PID of the first program's table, from a section of the PAT. */
    static Optional<Integer> tablePid(ByteBuffer section) {
        if (section.get(0) != TsFormat.TABLE_PAT) {
            return Optional.empty();
        }
        for (int at = SECTION_BODY; at + 4 <= section.limit(); at += 4) {
            if (section.getShort(at) != 0) {
                return Optional.of(section.getShort(at + 2) & PID_MASK);
            }
        }
        return Optional.empty();
    }

    /** From a section of the PMT. */
    static Optional<Program> parse(ByteBuffer section) {
        int body = SECTION_BODY + 4;
        if (section.limit() < body || section.get(0) != TsFormat.TABLE_PMT) {
            return Optional.empty();
        }
        Program program = UNKNOWN;
        int at = body + (section.getShort(SECTION_BODY + 2) & LENGTH_MASK);
        while (at + STREAM_ENTRY <= section.limit()) {
            int descriptors = at + STREAM_ENTRY;
            int end = descriptors + (section.getShort(at + 3) & LENGTH_MASK);
            boolean opus = isOpus(section, descriptors, Math.min(end, section.limit()));
            program = program.with(section.get(at), opus, section.getShort(at + 1) & PID_MASK);
            at = end;
        }
        return Optional.of(program);
    }

    private static boolean isOpus(ByteBuffer section, int from, int end) {
        int at = from;
        while (at + DESCRIPTOR_HEADER + Integer.BYTES <= end) {
            if (section.get(at) == TsFormat.REGISTRATION_DESCRIPTOR
                    && section.getInt(at + DESCRIPTOR_HEADER) == TsFormat.OPUS_REGISTRATION) {
                return true;
            }
            at += DESCRIPTOR_HEADER + (section.get(at + 1) & 0xff);
        }
        return false;
    }

    private Program with(int streamType, boolean opus, int pid) {
        return switch (streamType) {
            case TsFormat.STREAM_H264 -> withVideo(pid, VideoCodec.H264);
            case TsFormat.STREAM_HEVC -> withVideo(pid, VideoCodec.HEVC);
            case TsFormat.STREAM_ADTS -> withSound(pid, SoundCodec.AAC);
            case TsFormat.STREAM_PRIVATE -> opus ? withSound(pid, SoundCodec.OPUS) : this;
            default -> this;
        };
    }

    private Program withVideo(int pid, VideoCodec codec) {
        return videoPid == NONE ? new Program(pid, codec, soundPid, sound) : this;
    }

    private Program withSound(int pid, SoundCodec codec) {
        return soundPid == NONE ? new Program(videoPid, video, pid, codec) : this;
    }
}
