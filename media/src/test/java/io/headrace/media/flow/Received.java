package io.headrace.media.flow;

import io.headrace.media.MediaBytes;
import io.headrace.media.SampleUnits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A sink that keeps what it is given, and fails a test in which the order is wrong. */
final class Received implements Sink, SoundSink {

    final List<Opening> openings = new ArrayList<>();
    final List<SoundOpening> soundOpenings = new ArrayList<>();
    final List<Closing> closings = new ArrayList<>();
    /** Of each segment, the runs of bytes. */
    final List<List<byte[]>> segments = new ArrayList<>();

    private boolean open;

    @Override
    public void begin(Opening opening) {
        openings.add(opening);
        begin();
    }

    @Override
    public void begin(SoundOpening opening) {
        soundOpenings.add(opening);
        begin();
    }

    private void begin() {
        expect(!open, "a segment begins within another");
        open = true;
        segments.add(new ArrayList<>());
    }

    @Override
    public void bytes(ByteBuffer run) {
        expect(open, "bytes outside a segment");
        expect(run.isReadOnly() && run.hasRemaining() && run.remaining() % 188 == 0, "no whole packets");
        segments.getLast().add(SampleUnits.array(MediaBytes.copyOf(run)));
    }

    @Override
    public void end(Closing closing) {
        expect(open, "an end without a beginning");
        open = false;
        closings.add(closing);
    }

    ByteBuffer segment(int index) {
        var all = new ByteArrayOutputStream();
        segments.get(index).forEach(all::writeBytes);
        return ByteBuffer.wrap(all.toByteArray());
    }

    private static void expect(boolean right, String otherwise) {
        if (!right) {
            throw new AssertionError(otherwise);
        }
    }
}
