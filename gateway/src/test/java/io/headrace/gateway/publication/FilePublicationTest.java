package io.headrace.gateway.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.engine.ChildException;
import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.FakeRendition;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import io.headrace.job.Outcome;
import io.headrace.media.MediaTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePublicationTest {

    @TempDir
    private Path folder;

    @Test
    void publishesAUnitOnce() throws Exception {
        var publication = open();
        publish(publication, 0, "first");
        publish(publication, 0, "second");

        assertThat(publication.units()).hasSize(1);
        assertThat(publication.next()).isEqualTo(1);
        assertThat(output("small/0.ts")).contains("first");
        assertThat(record()).hasSize(1);
    }

    @Test
    void refusesAUnitBeforeItsTurn() throws Exception {
        var publication = open();

        assertThatThrownBy(() -> publish(publication, 1, "early"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Unit 1 comes before 0");
        assertThat(order().output().resolve("small/1.ts")).doesNotExist();
    }

    @Test
    void showsAUnitInItsPlaylistsOnlyOnceItIsThere() throws Exception {
        var publication = open();
        publish(publication, 0, "maker");
        publish(publication, 1, "maker");

        assertThat(output("small/index.m3u8"))
                .containsSubsequence("#EXTINF:2.0", "0.ts", "#EXTINF:2.0", "1.ts")
                .doesNotContain("#EXT-X-ENDLIST");
        assertThat(output("master.m3u8"))
                .containsSubsequence("RESOLUTION=64x36", "small/index.m3u8", "RESOLUTION=32x18", "tiny/index.m3u8");
    }

    @Test
    void endsItsPlaylistsAndJoinsEachRendition() throws Exception {
        var publication = open();
        publish(publication, 0, "maker");
        publish(publication, 1, "maker");

        publication.finish(new Outcome.Completed(2));

        assertThat(output("small/index.m3u8").strip()).endsWith("#EXT-X-ENDLIST");
        assertThat(output("tiny/index.m3u8").strip()).endsWith("#EXT-X-ENDLIST");
        assertThat(output("small.mp4").lines()).hasSize(2);
        assertThat(output("tiny.mp4").lines()).hasSize(2);
    }

    @Test
    void leavesNoHalfWrittenFileBehind() throws Exception {
        publish(open(), 0, "maker");

        try (var files = Files.walk(order().output())) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void showsNoHalfJoinedFile() throws Exception {
        var media = new FakeMediaEngine(0);
        var publication = FilePublication.open(order(), media);
        publish(publication, 0, "maker");
        media.dieWhileJoining();

        assertThatThrownBy(() -> publication.finish(new Outcome.Completed(1))).isInstanceOf(ChildException.class);

        assertThat(order().output().resolve("small.mp4")).doesNotExist();
    }

    @Test
    void goesOnWhereItWas() throws Exception {
        publish(open(), 0, "first life");

        var again = open();
        publish(again, 1, "second life");

        assertThat(again.units()).extracting(PublishedUnit::seq).containsExactly(0L, 1L);
        assertThat(output("small/index.m3u8")).contains("0.ts").contains("1.ts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"seq\":1,\"seco", "{", "\u0000\u0000\u0000"})
    void ignoresATornLastLine(String torn) throws Exception {
        publish(open(), 0, "first life");
        Files.writeString(order().folder().resolve("published.jsonl"), torn, StandardOpenOption.APPEND);

        var again = open();
        publish(again, 1, "second life");

        assertThat(again.next()).isEqualTo(2);
        assertThat(record()).hasSize(2);
        assertThat(open().units()).extracting(PublishedUnit::seq).containsExactly(0L, 1L);
    }

    @Test
    void takesAUnitAgainWhoseFilesWereMovedAndLineNotWritten() throws Exception {
        var first = open();
        Files.writeString(order().output().resolve("small").resolve("0.ts"), "from before the crash");

        publish(first, 0, "after it");

        assertThat(output("small/0.ts")).contains("after it");
    }

    private FilePublication open() throws IOException {
        return FilePublication.open(order(), new FakeMediaEngine(0));
    }

    private VideoOrder order() {
        return new VideoOrder(
                "job", new VideoOrder.OfFile(folder.resolve("input.mp4")), FakePeer.LADDER, Optional.empty(), folder);
    }

    private static void publish(FilePublication publication, long seq, String maker) throws IOException {
        var made = FakePeer.LADDER.profiles().stream()
                .map(profile -> FakeRendition.of(profile, seq, maker))
                .toList();
        var bytes = made.stream().map(FakeRendition::bytes).toList();
        var renditions = new ArrayList<PublishedRendition>();
        for (int i = 0; i < made.size(); i++) {
            var each = made.get(i);
            renditions.add(new PublishedRendition(
                    FakePeer.LADDER.profiles().get(i).name(),
                    each.width(),
                    each.height(),
                    each.frames(),
                    bytes.get(i).length(),
                    "avc1.42c00d"));
        }
        publication.publish(
                new PublishedUnit(seq, MediaTime.of(Duration.ofSeconds(2 * seq)), 2, false, renditions), bytes);
    }

    private String output(String name) throws IOException {
        return Files.readString(order().output().resolve(name));
    }

    private List<String> record() throws IOException {
        return Files.readAllLines(order().folder().resolve("published.jsonl"));
    }
}
