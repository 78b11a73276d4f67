package io.headrace.inference.runner;

import java.time.Duration;
import java.util.Optional;

/**
 * How closely a runner is watched (real-time reference section 8.1).
 *
 * @param healthEvery pause between health questions while nothing is awaited
 * @param changeEvery the same while a change is awaited: a start, the begin or the end of a session
 * @param misses unanswered health questions in a row that make it fail
 * @param startPatience from its start to its first answer
 * @param loadPatience how long it may say that it loads, or is busy with what is not ours
 * @param clearPatience from the end of a session to its next "idle"
 * @param beginPatience how long a runner that took a session may still say "idle"
 * @param proof so long after its start it has proved itself: earlier crashes are forgotten
 * @param crashes in a row that make it unhealthy
 * @param rest so long without a session, and it is ended until it is needed again; empty keeps it warm
 */
public record Supervision(
        Duration healthEvery,
        Duration changeEvery,
        int misses,
        Duration startPatience,
        Duration loadPatience,
        Duration clearPatience,
        Duration beginPatience,
        Duration proof,
        int crashes,
        RestartPause pause,
        Optional<Duration> rest) {

    /** 5 s, 250 ms, 2 misses, 30 s to start, 3 min to load, 15 s to clear, 10 s to begin, proof in 1 min, 3 crashes. */
    public static final Supervision DEFAULT = new Supervision(
            Duration.ofSeconds(5),
            Duration.ofMillis(250),
            2,
            Duration.ofSeconds(30),
            Duration.ofMinutes(3),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            3,
            RestartPause.DEFAULT,
            Optional.empty());

    /** The same for runners that are started when they are needed, and ended after 5 min without a session. */
    public static final Supervision ON_DEMAND = DEFAULT.resting(Duration.ofMinutes(5));

    /**
     * For runners of requests that come as images: they load before they listen, and what a given-up request left them
     * computing keeps them from answering. 3 min to start, 12 misses, else as {@link #DEFAULT}.
     */
    public static final Supervision BATCH = new Supervision(
            DEFAULT.healthEvery,
            DEFAULT.changeEvery,
            12,
            Duration.ofMinutes(3),
            DEFAULT.loadPatience,
            DEFAULT.clearPatience,
            DEFAULT.beginPatience,
            DEFAULT.proof,
            DEFAULT.crashes,
            DEFAULT.pause,
            Optional.empty());

    public Supervision {
        for (var time : new Duration[] {
            healthEvery, changeEvery, startPatience, loadPatience, clearPatience, beginPatience, proof
        }) {
            if (!time.isPositive()) {
                throw new IllegalArgumentException("A runner is watched in positive times, not " + time);
            }
        }
        if (misses < 1 || crashes < 1) {
            throw new IllegalArgumentException("Fails after " + misses + " misses, unhealthy after " + crashes);
        }
    }

    /** The same for a runner that is ended when nobody has needed it for so long. */
    public Supervision resting(Duration after) {
        return new Supervision(
                healthEvery,
                changeEvery,
                misses,
                startPatience,
                loadPatience,
                clearPatience,
                beginPatience,
                proof,
                crashes,
                pause,
                Optional.of(after));
    }

    /** Whether so many crashes in a row make a runner one that is not to be relied upon. */
    public boolean isUnhealthy(Run run) {
        return run.crashes() >= crashes;
    }
}
