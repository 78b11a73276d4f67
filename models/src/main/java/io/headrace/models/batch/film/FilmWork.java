package io.headrace.models.batch.film;

import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.picture.Picture;

/** What becomes of the pictures of a film, one after the other. One for each film; one thread. */
public interface FilmWork {

    /** Where pictures go that were made. */
    interface Outlet {

        /**
         * @param picture all of a film have one size
         * @param ticks when it is shown, in 1/90000 s: later than the one before
         */
        void show(Picture picture, long ticks) throws EngineException;
    }

    /** How many pixels are made of a picture of so many, at most, those of the pictures beside it included. */
    long pixelsMadeOf(long pixels);

    /** How many pictures are shown for each that came, at most. */
    int rateFactor();

    /** The shortest side of a picture that can be worked on; encoders take none below 16. */
    default int minSide() {
        return 16;
    }

    /** @param ticks when it is shown */
    void see(Picture picture, long ticks, Outlet outlet) throws EngineException;

    /** No further picture comes. */
    default void end(Outlet outlet) throws EngineException {}
}
