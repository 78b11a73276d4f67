package io.headrace.gateway.realtime.output;

import io.headrace.engine.stream.StreamPlace;
import io.headrace.engine.stream.StreamSound;
import io.headrace.engine.stream.StreamTask;
import io.headrace.gateway.carry.KeptCarrier;
import io.headrace.gateway.carry.StreamTools;
import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.SoundCodec;
import java.util.function.Consumer;

/**
 * A stream's sound for those who take one codec only. What is in that codec goes through; the other is converted by a child,
 * which is begun when somebody wants it and there is something to convert, and until then is left out. Pictures do not wait
 * for it. Any thread.
 */
final class ConvertedSound {

    private final SoundCodec to;
    private final KeptCarrier carrier;
    private final Consumer<Sound> listener;
    private volatile boolean wanted;

    /** @param listener told on the thread that brings the sound, or on one of the child's */
    ConvertedSound(SoundCodec to, StreamTools tools, Consumer<Sound> listener) {
        this.to = to;
        this.listener = listener;
        var task = StreamTask.of(
                new StreamPlace.Pipe(),
                new StreamPlace.Pipe(),
                switch (to) {
                    case AAC -> StreamSound.AAC;
                    case OPUS -> StreamSound.OPUS;
                });
        var plan = KeptCarrier.Plan.of("The sound's conversion to " + to, task);
        this.carrier = new KeptCarrier(plan, tools, new KeptCarrier.Listener() {
            @Override
            public void unit(AccessUnit unit) {
                if (unit instanceof Sound sound) {
                    listener.accept(sound);
                }
            }
        });
    }

    /** From here on somebody listens. */
    void wanted() {
        wanted = true;
    }

    void take(Sound sound) {
        if (sound.codec() == to) {
            listener.accept(sound);
        } else if (wanted) {
            carrier.begin();
            carrier.offer(sound);
        }
    }

    /** Nothing follows. */
    void end() {
        var _ = carrier.end();
    }
}
