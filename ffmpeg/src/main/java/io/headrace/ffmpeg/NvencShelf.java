package io.headrace.ffmpeg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * NVENC encoders that wait for the next segment of their stream. Opening one takes long and cards count them, so an
 * encoder that has ended a segment is flushed and kept; the next segment begins with a keyframe that a frame asks for, as
 * every segment does. One is used again only for pictures of the very pool that it was opened for, because it has
 * registered their memory.
 */
final class NvencShelf implements Encoders {

    /** As many as a job may have renditions (wire protocol section 7.4). */
    private static final int MOST = 10;

    private final Map<Encoder, Label> lent = new HashMap<>();
    private final List<Kept> kept = new ArrayList<>();

    @Override
    public Encoder take(EncoderOrder order, AVFrame like) throws LibavException {
        var label = Label.of(order, like);
        var encoder = waiting(label);
        var taken = encoder.isPresent() ? encoder.get() : Nvenc.open(order, like);
        synchronized (this) {
            lent.put(taken, label);
        }
        return taken;
    }

    private synchronized Optional<Encoder> waiting(Label label) {
        for (var each : kept) {
            if (each.label().equals(label)) {
                kept.remove(each);
                return Optional.of(each.encoder());
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void giveBack(Encoder encoder) {
        var label = Optional.ofNullable(lent.remove(encoder));
        if (label.isEmpty() || !encoder.flush()) {
            encoder.close();
            return;
        }
        kept.add(new Kept(label.get(), encoder));
        if (kept.size() > MOST) {
            kept.removeFirst().encoder().close();
        }
    }

    /** Closes those that wait; one that is lent is its holder's to close. */
    @Override
    public synchronized void close() {
        kept.forEach(each -> each.encoder().close());
        kept.clear();
        lent.clear();
    }

    private record Kept(Label label, Encoder encoder) {}

    /** What must be the same for an encoder to go on with other pictures. */
    private record Label(EncoderOrder order, FramePool pool, PictureLook look) {
        static Label of(EncoderOrder order, AVFrame like) throws LibavException {
            return new Label(order, FramePool.of(like), PictureLook.of(like));
        }
    }
}
