package io.headrace.gateway.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.intake.SourceUnit;
import io.headrace.media.LadderText;
import io.headrace.media.MediaTime;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.SegmentFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectedRenditionTest {

    private static final long WRAP = 1L << 33;

    @Test
    void comparesBeginningsAsTransportStreamsTellThem() {
        assertThat(problem(WRAP - 3_000, -3_000)).isEmpty();
        assertThat(problem(-3_000, WRAP - 3_000)).isEmpty();
        assertThat(problem(90_000, WRAP + 90_000)).isEmpty();
    }

    @Test
    void findsARenditionThatBeginsElsewhere() {
        assertThat(problem(90_000, 93_000))
                .hasValueSatisfying(why -> assertThat(why).contains("begins 33 ms away"));
        assertThat(problem(WRAP - 3_000, 0))
                .hasValueSatisfying(why -> assertThat(why).contains("begins 33 ms away"));
    }

    private static Optional<String> problem(long source, long found) {
        var length = Duration.ofSeconds(2);
        var file = new SegmentFile(0, Path.of("/0.ts"), new MediaTime(source), Duration.ZERO, length, 50);
        var profile = LadderText.parse("small=256x144@150k").profiles().getFirst();
        var begin = new MediaTime(found);
        var measured = new Measurement(
                "h264", 256, 144, 50, 1, true, true, begin, begin.plus(length), "avc1.42c00d", 1_000, Optional.empty());
        return ExpectedRendition.of(new SourceUnit(file, 640, 360, false), profile)
                .problem(measured);
    }
}
