package io.headrace.gateway.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.intake.SourceUnit;
import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.request.SegmentFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlayedSourceTest {

    private final PacketChecks checks = new PacketChecks(new FakeMediaEngine(0));

    private PublishedRendition source(String text) throws Exception {
        var file = new SegmentFile(
                4,
                Path.of("/jobs/0a/source/4.ts"),
                MediaTime.of(Duration.ZERO),
                Duration.ZERO,
                Duration.ofSeconds(2),
                50);
        var bytes = MediaBytes.owning(text.getBytes(StandardCharsets.UTF_8));
        return checks.source("source", new SourceUnit(file, 640, 360, false), bytes);
    }

    @Test
    void saysWhatIsInASource() throws Exception {
        assertThat(source("source 4")).isEqualTo(new PublishedRendition("source", 320, 180, 30, 8, "avc1.42c00d"));
    }

    @Test
    void leavesOpenWhatCannotBeMeasured() throws Exception {
        assertThat(source("hiss")).isEqualTo(new PublishedRendition("source", 640, 360, 50, 4, ""));
    }
}
