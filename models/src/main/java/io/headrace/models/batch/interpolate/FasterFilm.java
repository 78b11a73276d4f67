package io.headrace.models.batch.interpolate;

import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.film.FilmWork;
import io.headrace.models.batch.picture.Picture;
import java.util.Optional;

/**
 * Puts pictures between those of a film, at equal distances in time, so that its rate grows by a factor. Pictures that are closer
 * than there are moments between them have nothing put between. One film; one thread.
 */
final class FasterFilm implements FilmWork {

    private final int factor;
    private final OpticalFlow flow;
    private Optional<Shown> before = Optional.empty();

    private record Shown(Picture picture, long ticks) {}

    /** @param factor at least 2 */
    FasterFilm(int factor, OpticalFlow flow) {
        this.factor = factor;
        this.flow = flow;
    }

    @Override
    public long pixelsMadeOf(long pixels) {
        return pixels * (factor - 1);
    }

    @Override
    public int rateFactor() {
        return factor;
    }

    @Override
    public int minSide() {
        return OpticalFlow.MIN_SIDE;
    }

    @Override
    public void see(Picture picture, long ticks, Outlet outlet) throws EngineException {
        if (before.isPresent() && ticks - before.get().ticks() >= factor) {
            between(before.get(), new Shown(picture, ticks), outlet);
        }
        outlet.show(picture, ticks);
        before = Optional.of(new Shown(picture, ticks));
    }

    private void between(Shown first, Shown second, Outlet outlet) throws EngineException {
        var moments = Between.of(first.picture(), second.picture(), flow);
        for (int i = 1; i < factor; i++) {
            outlet.show(moments.at(i / (float) factor), first.ticks() + (second.ticks() - first.ticks()) * i / factor);
        }
    }
}
