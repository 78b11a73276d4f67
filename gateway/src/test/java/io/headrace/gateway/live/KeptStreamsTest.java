package io.headrace.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.OfStream;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptStreamsTest {

    @TempDir
    private Path folder;

    private final KeptStreams kept = new KeptStreams(2, new FakeMediaEngine(0));

    private void add(String name) throws IOException {
        var stream = new OfStream(name, Keeping.EVERYTHING, SourceRendition.LEFT_OUT);
        var own = Files.createDirectories(folder.resolve(name));
        kept.add(new VideoOrder(name, stream, FakePeer.LADDER, Optional.empty(), own), stream);
    }

    @Test
    void forgetsTheOldestBeyondItsLimit() throws Exception {
        add("one");
        add("two");
        add("one");
        add("three");

        assertThat(kept.find("two")).isEmpty();
        assertThat(kept.find("one")).isPresent();
        assertThat(kept.find("three")).isPresent();
    }

    @Test
    void findsNothingInAFolderThatCannotBeRead() throws Exception {
        add("one");
        Files.createDirectory(folder.resolve("one/published.jsonl"));

        assertThat(kept.find("one")).isEmpty();
    }

    @Test
    void knowsOnlyTheNamesItWasGiven() {
        assertThat(kept.find("other")).isEmpty();
    }
}
