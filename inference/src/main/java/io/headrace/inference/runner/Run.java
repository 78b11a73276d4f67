package io.headrace.inference.runner;

import java.time.Instant;

/**
 * One life of a runner, from a start to an end.
 *
 * @param number 1 for the first; what is told of an earlier life changes nothing
 * @param crashes lives in a row that ended by failure before this one proved itself
 * @param probe number of the health question whose answer counts; answers to earlier ones change nothing
 * @param since when it was started
 */
public record Run(int number, int crashes, int probe, Instant since) {

    static Run first(Instant now) {
        return new Run(1, 0, 0, now);
    }

    Run next(Instant now) {
        return new Run(number + 1, crashes, 0, now);
    }

    Run asking() {
        return new Run(number, crashes, probe + 1, since);
    }

    Run crashed() {
        return new Run(number, crashes + 1, probe, since);
    }

    /** It did what a runner is for: what went wrong before does not count any more. */
    Run proven() {
        return new Run(number, 0, probe, since);
    }
}
