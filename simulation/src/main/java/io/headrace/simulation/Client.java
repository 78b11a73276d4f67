package io.headrace.simulation;

import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import java.util.Optional;

/** Somebody with a file of so many units, which outlives any gateway; sees the playlist and hears the end. */
final class Client {

    final JobId job;
    final long units;
    final Playlist playlist;
    private Optional<Outcome> outcome = Optional.empty();

    Client(JobId job, long units) {
        this.job = job;
        this.units = units;
        this.playlist = new Playlist(job.text());
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
                if (published != units || playlist.length() != units) {
                    throw new Violation("%s completed with %d of %d units, the viewer has %d"
                            .formatted(job, published, units, playlist.length()));
                }
            }
            case Outcome.Cancelled _, Outcome.Failed _ -> {}
        }
    }
}
