package io.headrace.simulation;

import io.headrace.job.JobId;
import io.headrace.job.JobLimits;
import io.headrace.job.Outcome;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.media.MediaBytes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Somebody with a file or a live stream of so many units, which outlives any gateway; sees the playlist and hears the end. */
final class Client {

    /** What a unit holds that nobody can work on; sound ones hold nothing that matters here. */
    static final MediaBytes DAMAGED = MediaBytes.owning(new byte[] {1});

    final JobId job;
    final Kind kind;
    final long units;
    final Instant begun;
    final Playlist playlist;
    private final Map<Long, Map<Integer, Orchestrator>> opinions = new HashMap<>();
    private Optional<Outcome> outcome = Optional.empty();

    /** Whether it is watched while it comes. */
    enum Kind {
        FILE(1),
        LIVE(20);

        /** How many of its units are damaged. */
        private final int damagedPerMille;

        Kind(int damagedPerMille) {
            this.damagedPerMille = damagedPerMille;
        }

        JobLimits limits() {
            return switch (this) {
                case FILE -> JobLimits.DEFAULT;
                case LIVE -> JobLimits.LIVE;
            };
        }
    }

    Client(JobId job, Kind kind, long units, Instant begun) {
        this.job = job;
        this.kind = kind;
        this.units = units;
        this.begun = begun;
        this.playlist = new Playlist(job.text());
    }

    /** The same bytes whenever they are asked for. */
    MediaBytes source(long seq) {
        var fate = new SplittableRandom(31L * job.text().hashCode() + seq);
        return fate.nextInt(1_000) < kind.damagedPerMille ? DAMAGED : MediaBytes.EMPTY;
    }

    /** An orchestrator says that a unit cannot be worked on. */
    void blamed(long seq, Attempt attempt, Orchestrator by) {
        opinions.computeIfAbsent(seq, _ -> new HashMap<>()).put(attempt.number(), by);
    }

    boolean blamed(long seq) {
        return opinions.containsKey(seq);
    }

    /** One word is not enough to leave a unit out, unless nobody else could be asked and it was given twice. */
    void leftOut(long seq, boolean othersWilling) {
        var heard = opinions.getOrDefault(seq, Map.of());
        long operators = heard.values().stream().distinct().count();
        if (kind == Kind.FILE || heard.size() < 2 || (operators < 2 && othersWilling)) {
            throw new Violation("Unit %d of %s was left out on the word of %s".formatted(seq, job, heard));
        }
    }

    Optional<Outcome> outcome() {
        return outcome;
    }

    void told(Outcome end) {
        if (outcome.isPresent()) {
            throw new Violation(job + " ended twice: " + outcome.get() + ", then " + end);
        }
        outcome = Optional.of(end);
        switch (end) {
            case Outcome.Completed(long published) -> {
                boolean counted = published <= units - playlist.gaps() && published >= units - opinions.size();
                if (playlist.length() != units || !counted) {
                    throw new Violation("%s completed with %d of %d units, the viewer has %d, %d are left out"
                            .formatted(job, published, units, playlist.length(), playlist.gaps()));
                }
            }
            case Outcome.Cancelled _, Outcome.Failed _ -> {}
        }
    }
}
