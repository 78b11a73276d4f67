package io.headrace.media.ts;

import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where a stream's pictures and sound are, by its tables: the first program, and in it the first stream of each kind
 * that is understood.
 *
 * @param soundPid {@link #NONE} if there is none
 */
record Program(int videoPid, VideoCodec codec, int soundPid) {

    static final int NONE = -1;
    static final Program UNKNOWN = new Program(NONE, VideoCodec.H264, NONE);

    private static final int PID_MASK = 0x1fff;
    private static final int LENGTH_MASK = 0xfff;
    /** Table id, length, id, version, number of this and of the last section. */
    private static final int SECTION_BODY = 8;

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
        while (at + 5 <= section.limit()) {
            program = program.with(section.get(at), section.getShort(at + 1) & PID_MASK);
            at += 5 + (section.getShort(at + 3) & LENGTH_MASK);
        }
        return Optional.of(program);
    }

    private Program with(int streamType, int pid) {
        return switch (streamType) {
            case TsFormat.STREAM_H264 -> videoPid == NONE ? new Program(pid, VideoCodec.H264, soundPid) : this;
            case TsFormat.STREAM_HEVC -> videoPid == NONE ? new Program(pid, VideoCodec.HEVC, soundPid) : this;
            case TsFormat.STREAM_ADTS -> soundPid == NONE ? new Program(videoPid, codec, pid) : this;
            default -> this;
        };
    }
}
