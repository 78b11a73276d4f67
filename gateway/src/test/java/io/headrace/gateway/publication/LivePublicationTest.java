package io.headrace.gateway.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.gateway.publication.LivePublication.Extent;
import io.headrace.gateway.publication.LivePublication.LeftOut;
import io.headrace.gateway.publication.LivePublication.Published;
import io.headrace.gateway.publication.LivePublication.StreamEnded;
import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import io.headrace.job.Outcome;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LivePublicationTest {

    @TempDir
    private Path folder;

    private Instant now = Instant.EPOCH;

    private LivePublication open(Keeping keeping) throws IOException {
        return open(keeping, SourceRendition.LEFT_OUT);
    }

    private LivePublication open(Keeping keeping, SourceRendition source) throws IOException {
        var order = new VideoOrder(
                "id", new VideoOrder.OfStream("film", keeping, source), FakePeer.LADDER, Optional.empty(), folder);
        return LivePublication.open(order, keeping, new FakeMediaEngine(0), () -> now);
    }

    private static PublishedUnit unit(long seq) {
        return new PublishedUnit(
                seq,
                MediaTime.of(Duration.ofSeconds(2 * seq)),
                2,
                false,
                List.of(
                        new PublishedRendition("small", 64, 36, 60, 8, "avc1.42c00d"),
                        new PublishedRendition("tiny", 32, 18, 60, 8, "avc1.42c00d")));
    }

    /** As fast as they play. */
    private void publish(LivePublication publication, long from, long upTo) throws IOException {
        publish(publication, from, upTo, Duration.ofSeconds(2));
    }

    private void publish(LivePublication publication, long from, long upTo, Duration apart) throws IOException {
        for (long seq = from; seq < upTo; seq++) {
            now = now.plus(apart);
            var bytes = MediaBytes.owning(("unit " + seq).getBytes(StandardCharsets.UTF_8));
            publication.publish(unit(seq), List.of(bytes, bytes));
        }
    }

    private static String playlist(LivePublication publication, Extent extent) {
        return publication.playlist("small", extent).orElseThrow();
    }

    @Test
    void showsNothingBeforeItsFirstUnit() throws Exception {
        var publication = open(Keeping.WINDOW);

        assertThat(publication.master()).isEmpty();
        assertThat(publication.playlist("small", Extent.WINDOW)).isEmpty();
        assertThat(publication.segment("small", 0)).isEmpty();
    }

    @Test
    void forgetsWhatLeftTheWindowAndRemovesItsFiles() throws Exception {
        var publication = open(Keeping.WINDOW);

        publish(publication, 0, 14);

        assertThat(playlist(publication, Extent.WINDOW))
                .contains("MEDIA-SEQUENCE:8\n")
                .contains("small/13.ts");
        assertThat(publication.segment("small", 1)).isEmpty();
        assertThat(folder.resolve("output/small/1.ts")).doesNotExist();
        assertThat(folder.resolve("output/tiny/1.ts")).doesNotExist();
        assertThat(publication.segment("tiny", 2))
                .hasValueSatisfying(file -> assertThat(file).hasContent("unit 2"));
    }

    @Test
    void showsEachUnitOfABurstToPlayersThatLookNowAndThen() throws Exception {
        var publication = open(Keeping.WINDOW);
        publish(publication, 0, 14);

        publish(publication, 14, 34, Duration.ofMillis(1));

        assertThat(playlist(publication, Extent.WINDOW)).contains("small/14.ts").contains("small/33.ts");
        assertThat(publication.segment("small", 14)).isPresent();
        publish(publication, 34, 41);
        assertThat(playlist(publication, Extent.WINDOW)).contains("MEDIA-SEQUENCE:35\n");
        assertThat(folder.resolve("output/small/28.ts")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(value = Keeping.class, names = "WINDOW", mode = EnumSource.Mode.EXCLUDE)
    void keepsEverythingWhereThatIsOrdered(Keeping keeping) throws Exception {
        var publication = open(keeping);
        publish(publication, 0, 20);

        assertThat(playlist(publication, Extent.WINDOW)).contains("MEDIA-SEQUENCE:14\n");
        publication.finish(new Outcome.Completed(20));
        publication.discard();

        assertThat(playlist(publication, Extent.WINDOW))
                .contains("MEDIA-SEQUENCE:0\n")
                .contains("#EXT-X-ENDLIST");
        assertThat(publication.segment("small", 0)).isPresent();
        assertThat(publication.recording("small").isPresent()).isEqualTo(keeping == Keeping.RECORDING);
        assertThat(publication.recording("../order")).isEmpty();
    }

    @Test
    void discardsTheWindowWhenItIsOver() throws Exception {
        var publication = open(Keeping.WINDOW);
        publish(publication, 0, 3);
        publication.finish(new Outcome.Completed(3));
        assertThat(playlist(publication, Extent.WINDOW)).contains("#EXT-X-ENDLIST");

        publication.discard();

        assertThat(publication.master()).isEmpty();
        try (var left = Files.list(folder.resolve("output/small"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void marksTheUnitAfterOneThatWasLeftOut() throws Exception {
        var publication = open(Keeping.WINDOW);
        publish(publication, 0, 1);
        publication.skip(1);
        publish(publication, 2, 4);

        assertThat(playlist(publication, Extent.WINDOW))
                .contains(
                        "small/0.ts\n#EXT-X-DISCONTINUITY\n#EXTINF:2.000000,\nsmall/2.ts\n#EXTINF:2.000000,\nsmall/3.ts");
        publish(publication, 4, 16);
        assertThat(playlist(publication, Extent.WINDOW)).contains("#EXT-X-DISCONTINUITY-SEQUENCE:1\n");
    }

    @Test
    void playsASourceFromWhereEveryUnitHasIt() throws Exception {
        var publication = open(Keeping.EVERYTHING, SourceRendition.PLAYED);
        publishWithSource(publication, 0);
        publish(publication, 1, 2);
        assertThat(publication.playlist("source", Extent.ALL)).isEmpty();

        publishWithSource(publication, 2);
        publishWithSource(publication, 3);

        assertThat(publication.playlist("source", Extent.ALL))
                .hasValueSatisfying(playlist -> assertThat(playlist)
                        .contains("MEDIA-SEQUENCE:2\n")
                        .contains("source/2.ts")
                        .doesNotContain("source/0.ts"));
        assertThat(publication.segment("source", 1)).isEmpty();
        assertThat(publication.segment("source", 2))
                .hasValueSatisfying(file -> assertThat(file).hasContent("source 2"));
    }

    @Test
    void removesSourcesThatLeftTheWindow() throws Exception {
        var publication = open(Keeping.WINDOW, SourceRendition.PLAYED);
        for (long seq = 0; seq < 14; seq++) {
            publishWithSource(publication, seq);
        }

        assertThat(folder.resolve("output/source/1.ts")).doesNotExist();
        assertThat(folder.resolve("output/source/2.ts")).exists();
    }

    /** It may have changed its shape, and would not fit together. */
    @Test
    void recordsWhatWasMadeAndNotItsSource() throws Exception {
        var publication = open(Keeping.RECORDING, SourceRendition.PLAYED);
        publishWithSource(publication, 0);

        publication.finish(new Outcome.Completed(1));

        assertThat(publication.recording("small")).isPresent();
        assertThat(publication.recording("source")).isEmpty();
        assertThat(folder.resolve("output/source.mp4")).doesNotExist();
    }

    private void publishWithSource(LivePublication publication, long seq) throws IOException {
        now = now.plusSeconds(2);
        var made = MediaBytes.owning(("unit " + seq).getBytes(StandardCharsets.UTF_8));
        var source = MediaBytes.owning(("source " + seq).getBytes(StandardCharsets.UTF_8));
        var unit = unit(seq).and(new PublishedRendition("source", 320, 180, 60, 8, "avc1.42c00d"));
        publication.publish(unit, List.of(made, made, source));
    }

    @Test
    void publishesEachUnitOnce() throws Exception {
        var publication = open(Keeping.WINDOW);
        publish(publication, 0, 2);

        publish(publication, 0, 2);

        assertThat(publication.units()).hasSize(2);
        assertThat(publication.next()).isEqualTo(2);
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        var before = open(Keeping.WINDOW);
        publish(before, 0, 1);
        before.skip(1);
        publish(before, 2, 14);
        var shown = playlist(before, Extent.WINDOW);

        var after = open(Keeping.WINDOW);

        assertThat(after.next()).isEqualTo(14);
        assertThat(playlist(after, Extent.WINDOW)).isEqualTo(shown);
        publish(after, 14, 15);
        assertThat(after.segment("small", 2)).isEmpty();
    }

    @Test
    void tellsTheFateOfAUnitBeforeAndAfterItIsKnown() throws Exception {
        var publication = open(Keeping.WINDOW);
        var first = publication.fate(0);
        var second = publication.fate(1);
        var third = publication.fate(2);
        assertThat(first).isNotDone();

        publish(publication, 0, 1);
        publication.skip(1);

        assertThat(first).isCompletedWithValue(new Published(unit(0)));
        assertThat(second).isCompletedWithValue(new LeftOut());
        assertThat(publication.fate(0)).isCompletedWithValue(new Published(unit(0)));
        assertThat(publication.fate(1)).isCompletedWithValue(new LeftOut());
        assertThat(third).isNotDone();
        publication.finish(new Outcome.Cancelled(1));
        assertThat(third).isCompletedWithValue(new StreamEnded());
        assertThat(publication.fate(3)).isCompletedWithValue(new StreamEnded());
        assertThat(publication.ended()).isDone();
    }
}
