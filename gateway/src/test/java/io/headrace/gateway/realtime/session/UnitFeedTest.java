package io.headrace.gateway.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitFeedTest {

    private final List<JobEvent> told = new ArrayList<>();
    private final UnitFeed feed = new UnitFeed(told::add);

    @Test
    void tellsAUnitWhenItBeginsWithASecondForItsLength() {
        feed.allow(0, 10);

        begins(0);

        assertThat(told).singleElement().isInstanceOfSatisfying(JobEvent.SegmentReady.class, ready -> {
            assertThat(ready.unit().seq()).isZero();
            assertThat(ready.unit().duration()).isEqualTo(Duration.ofSeconds(1));
        });
        assertThat(feed.known()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void keepsThoseForWhichTheJobHasNoRoom() {
        feed.allow(0, 1);
        begins(0);
        begins(1);
        assertThat(told).hasSize(1);

        feed.allow(1, 2);

        assertThat(told).hasSize(2);
    }

    @Test
    void tellsTheEndBehindTheLastUnitAndOnce() {
        begins(0);
        feed.end();
        assertThat(told).isEmpty();

        feed.allow(0, 5);
        feed.end();

        assertThat(told).hasSize(2);
        assertThat(told.getLast()).isEqualTo(new JobEvent.SourceEnded());
    }

    @Test
    void failsForAJobThatTakesNothingForTenMinutes() {
        for (int seq = 0; seq <= 601; seq++) {
            begins(seq);
        }

        assertThat(told).containsExactly(new JobEvent.SourceFailed(Reason.SOURCE_FAILED));
    }

    @Test
    void tellsNothingWhenTheJobIsOver() {
        feed.allow(0, 10);
        feed.close();

        begins(0);
        feed.end();

        assertThat(told).isEmpty();
    }

    private void begins(long seq) {
        feed.began(seq, Duration.ofSeconds(seq), 100);
    }
}
