package io.headrace.models.batch.film;

import java.time.Duration;

/**
 * How much of a film is taken.
 *
 * @param pixels of one of its pictures
 * @param frames that it has
 * @param duration from its first picture to its last
 * @param pixelsMade of all pictures that are made of it
 */
public record FilmLimits(int pixels, int frames, Duration duration, long pixelsMade) {

    /** Pictures of 1080p, 3,600 of them in two minutes, made into what a minute of 720p has at 30 pictures a second. */
    public static final FilmLimits USUAL =
            new FilmLimits(1_920 * 1_080, 3_600, Duration.ofMinutes(2), 60L * 30 * 1_280 * 720);

    public FilmLimits {
        if (pixels < 1 || frames < 1 || !duration.isPositive() || pixelsMade < 1) {
            throw new IllegalArgumentException("A film of at most " + frames + " pictures of " + pixels + " pixels in "
                    + duration + ", made into " + pixelsMade + " pixels");
        }
    }
}
