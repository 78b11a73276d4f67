package io.headrace.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobId;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WalksTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final JobId FILM = new JobId("film");
    private static final JobId SONG = new JobId("song");

    private final Walks walks = new Walks();

    @Test
    void saysHowOldAWalkIsAndHowLongTheStateLasted() {
        walks.begin(FILM, NOON);
        walks.accept(FILM, NOON.plusSeconds(1), unit(7));
        walks.move(FILM, NOON.plusSeconds(2), unitMoved(7, "Dispatched"));

        var stride = walks.move(FILM, NOON.plusSeconds(5), unitMoved(7, "Settling"));

        assertThat(stride)
                .contains(new Walks.Stride(Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(2)));
    }

    @Test
    void knowsNothingOfWhatItDidNotSeeBegin() {
        assertThat(walks.move(FILM, NOON, unitMoved(0, "Dispatched"))).isEmpty();
        walks.begin(FILM, NOON);
        assertThat(walks.move(FILM, NOON, unitMoved(0, "Dispatched"))).isEmpty();
        walks.done(SONG, 3);
        assertThat(walks.end(SONG)).isZero();
    }

    @Test
    void countsAtTheEndOfAJobItsOwnUnitsThatWereNotPublished() {
        walks.begin(FILM, NOON);
        walks.begin(SONG, NOON);
        for (long number = 0; number < 4; number++) {
            walks.accept(FILM, NOON, unit(number));
        }
        walks.accept(SONG, NOON, unit(0));
        walks.move(FILM, NOON, unitMoved(0, "Settling"));
        walks.move(FILM, NOON, unitMoved(0, "Done"));
        walks.done(FILM, 1);

        assertThat(walks.end(FILM)).isEqualTo(2);
        assertThat(walks.move(FILM, NOON, unitMoved(2, "Settling"))).isEqualTo(Optional.empty());
        assertThat(walks.end(SONG)).isEqualTo(1);
    }

    @Test
    void countsJobsByTheStateTheyAreIn() {
        walks.begin(FILM, NOON);
        walks.begin(SONG, NOON);
        walks.move(FILM, NOON, jobMoved("Discovering"));
        walks.move(SONG, NOON, jobMoved("Discovering"));
        walks.move(SONG, NOON, jobMoved("SessionEstablished"));

        assertThat(walks.jobsIn("Discovering")).isEqualTo(1);
        assertThat(walks.jobsIn("SessionEstablished")).isEqualTo(1);
        walks.end(SONG);
        assertThat(walks.jobsIn("SessionEstablished")).isZero();
    }

    @Test
    void forgetsTheEldestOfTooMany() {
        for (int i = 0; i <= Walks.MAX_JOBS; i++) {
            walks.begin(new JobId("job" + i), NOON);
        }
        for (long number = 0; number <= Walks.MAX_UNITS; number++) {
            walks.accept(FILM, NOON, unit(number));
        }

        assertThat(walks.move(new JobId("job0"), NOON, jobMoved("Discovering"))).isEmpty();
        assertThat(walks.move(new JobId("job2"), NOON, jobMoved("Discovering"))).isPresent();
        assertThat(walks.move(FILM, NOON, unitMoved(0, "Settling"))).isEmpty();
        assertThat(walks.move(FILM, NOON, unitMoved(1, "Settling"))).isPresent();
    }

    private static Fact.UnitAccepted unit(long number) {
        return new Fact.UnitAccepted(number, Duration.ZERO, Duration.ofSeconds(2), 1);
    }

    private static Fact.Moved unitMoved(long unit, String to) {
        return moved(OptionalLong.of(unit), to);
    }

    private static Fact.Moved jobMoved(String to) {
        return moved(OptionalLong.empty(), to);
    }

    private static Fact.Moved moved(OptionalLong unit, String to) {
        return new Fact.Moved(unit, OptionalInt.empty(), "Before", "Event", to, Reason.AS_PLANNED, Optional.empty());
    }
}
