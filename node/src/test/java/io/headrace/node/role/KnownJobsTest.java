package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whose a session is, and what waits until that is known. */
class KnownJobsTest {

    private static final JobId JOB = new JobId("job");

    private final List<String> said = new ArrayList<>();

    private Consumer<JobId> saying(String word) {
        return job -> said.add(word + " of " + job.text());
    }

    @Test
    void saysAtOnceWhatBelongsToAJobThatIsKnown() {
        var known = new KnownJobs();
        known.belongs("session", JOB);

        known.of("session", saying("paid"));

        assertThat(said).containsExactly("paid of job");
    }

    @Test
    void saysWhatWaitedInItsOrderAndOnce() {
        var known = new KnownJobs();
        known.of("session", saying("paid"));
        known.of("session", saying("won"));
        known.of("other", saying("nothing"));
        assertThat(said).isEmpty();

        known.belongs("session", JOB);
        known.belongs("session", new JobId("later"));

        assertThat(said).containsExactly("paid of job", "won of job");
    }

    @Test
    void forgetsTheOldestName() {
        var known = new KnownJobs(2, 1 << 20);
        known.belongs("one", JOB);
        known.belongs("two", JOB);
        known.belongs("three", JOB);

        known.of("one", saying("one"));
        known.of("two", saying("two"));
        known.of("three", saying("three"));

        assertThat(said).containsExactly("two of job", "three of job");
    }

    @Nested
    class EarlyWordsOfStrangers {

        private static final long MOST = 10 * EarlyWords.OVERHEAD_BYTES;

        private final EarlyWords early = new EarlyWords(MOST);

        @Test
        void takeNoMoreThanTheyMayUnderOneName() {
            for (int i = 0; i < 1_000; i++) {
                early.keep("session", saying("paid"));
                assertThat(early.bytes()).isBetween(0L, MOST);
            }
        }

        @Test
        void takeNoMoreThanTheyMayUnderManyNames() {
            for (int i = 0; i < 1_000; i++) {
                early.keep("session " + i, saying("paid"));
                assertThat(early.bytes()).isBetween(1L, MOST);
            }

            assertThat(early.take("session 0")).as("the oldest").isEmpty();
            assertThat(early.take("session 999")).as("the newest").hasSize(1);
        }

        @Test
        void countTheLettersOfTheirNames() {
            early.keep("short", saying("paid"));

            early.keep("n".repeat((int) MOST), saying("paid"));

            assertThat(early.bytes())
                    .as("such a name is not kept, and drives others out")
                    .isZero();
            assertThat(early.take("short")).isEmpty();
        }

        @Test
        void takeNothingOnceTheyAreSaid() {
            early.keep("one", saying("paid"));
            early.keep("one", saying("won"));
            early.keep("two", saying("paid"));

            assertThat(early.take("one")).hasSize(2);
            assertThat(early.take("one")).isEmpty();
            assertThat(early.take("two")).hasSize(1);

            assertThat(early.bytes()).isZero();
        }
    }
}
