package io.headrace.models.runner;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.Kind;
import io.headrace.models.frame.Made;
import io.headrace.models.frame.ParametersRefused;
import io.headrace.models.runner.session.PictureWork;
import io.headrace.models.runner.session.PictureWorks;
import io.headrace.trickle.Ticker;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A model that leaves pictures as they are, and does what a test asks of it besides. Parameters that say so are refused. */
public final class FakeWorks implements PictureWorks {

    /** What was done with which picture: {@code made 3000}, {@code decoded 6000}; parameters: {@code {"a":1}}. */
    public final List<String> done = new CopyOnWriteArrayList<>();

    public final AtomicInteger rehearsed = new AtomicInteger();

    /** Pictures of a whole rehearsal, and of those that were. */
    public volatile int rehearsal;

    public final AtomicInteger played = new AtomicInteger();

    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();

    /** By presentation time: what is broken at them. */
    public final Set<Long> breakingAt = ConcurrentHashMap.newKeySet();

    /** By presentation time: nothing comes of them. */
    public final Set<Long> undecodable = ConcurrentHashMap.newKeySet();

    /** Called in the middle of each transformation. */
    public volatile Runnable inBetween = () -> {};

    public volatile boolean loadable = true;

    private final Ticker ticker;

    public FakeWorks(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public Kind kind() {
        return Kind.DEMO;
    }

    @Override
    public void load() throws FrameException {
        if (!loadable) {
            throw new FrameException("no weights");
        }
    }

    @Override
    public void rehearse(String parameters, BooleanSupplier goesOn) throws FrameException {
        if (!loadable) {
            throw new FrameException("no weights");
        }
        rehearsed.incrementAndGet();
        for (int picture = 0; picture < rehearsal && goesOn.getAsBoolean(); picture++) {
            played.incrementAndGet();
        }
    }

    @Override
    public PictureWork open(String parameters) throws ParametersRefused {
        check(parameters);
        opened.incrementAndGet();
        return new FakeWork();
    }

    private static void check(String parameters) throws ParametersRefused {
        if (parameters.contains("refuse")) {
            throw new ParametersRefused("\"refuse\" is no parameter");
        }
    }

    private final class FakeWork implements PictureWork {

        @Override
        public List<Made> process(Picture in, boolean keyframe) throws FrameException {
            long ticks = in.presentation().ticks();
            if (breakingAt.contains(ticks)) {
                throw new FrameException("broken at " + ticks);
            }
            if (undecodable.contains(ticks)) {
                return List.of();
            }
            long decoded = ticker.nanos();
            inBetween.run();
            done.add("made " + ticks);
            return List.of(new Made(Pictures.of(ticks, keyframe), decoded, ticker.nanos(), ticker.nanos()));
        }

        @Override
        public void decodeOnly(Picture in) {
            done.add("decoded " + in.presentation().ticks());
        }

        @Override
        public List<Made> finish() {
            return List.of();
        }

        @Override
        public void update(String parameters) throws ParametersRefused {
            check(parameters);
            done.add(parameters);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
