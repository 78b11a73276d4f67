package io.headrace.orchestrator.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.admission.SessionId;
import io.headrace.media.MediaBytes;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResultStoreTest {

    private static final SessionId MINE = new SessionId("mine");
    private static final SessionId OTHER = new SessionId("other");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ResultStore store = new ResultStore(new ResultLimits(2, 100));

    @Test
    void findsAFileByItsSessionRenditionAndName() {
        put(MINE, "720p", "0.ts", 10);

        assertThat(store.find("mine", "720p", "0.ts")).isPresent();
        assertThat(store.find("other", "720p", "0.ts")).isEmpty();
        assertThat(store.find("mine", "360p", "0.ts")).isEmpty();
        assertThat(store.find("mine", "720p", "1.ts")).isEmpty();
    }

    @Test
    void keepsTheNewestFilesOfEachRendition() {
        for (int seq = 0; seq < 3; seq++) {
            put(MINE, "720p", seq + ".ts", 10);
        }
        put(MINE, "360p", "0.ts", 10);

        assertThat(store.find("mine", "720p", "0.ts")).isEmpty();
        assertThat(store.find("mine", "720p", "1.ts")).isPresent();
        assertThat(store.find("mine", "360p", "0.ts")).isPresent();
    }

    @Test
    void letsTheOldestGoWhenMemoryIsShort() {
        put(MINE, "720p", "0.ts", 60);
        put(OTHER, "720p", "0.ts", 60);

        assertThat(store.find("mine", "720p", "0.ts")).isEmpty();
        assertThat(store.find("other", "720p", "0.ts")).isPresent();
        assertThat(store.bytes()).isEqualTo(60);
    }

    @Test
    void pushesNothingOutForAFileThatMayBeRefused() {
        var small = new StoredResult("image/png", MediaBytes.owning(new byte[60]), NOW);

        assertThat(store.putIfRoom(MINE, "", "a.png", small)).isTrue();
        assertThat(store.putIfRoom(OTHER, "", "b.png", small)).isFalse();
        assertThat(store.find("mine", "", "a.png")).isPresent();
        assertThat(store.find("other", "", "b.png")).isEmpty();

        put(OTHER, "720p", "0.ts", 1);
        put(OTHER, "720p", "1.ts", 1);
        var tiny = new StoredResult("image/png", MediaBytes.owning(new byte[1]), NOW);
        assertThat(store.putIfRoom(OTHER, "720p", "2.ts", tiny)).isFalse();
    }

    @Test
    void keepsOneFileHoweverLargeItIs() {
        put(MINE, "720p", "0.ts", 500);

        assertThat(store.find("mine", "720p", "0.ts")).isPresent();
    }

    @Test
    void replacesAFileOfTheSameName() {
        put(MINE, "720p", "0.ts", 10);
        put(MINE, "720p", "0.ts", 20);

        assertThat(store.bytes()).isEqualTo(20);
    }

    @Test
    void letsGoOfASessionAndOfNoOther() {
        put(MINE, "720p", "0.ts", 10);
        put(OTHER, "720p", "0.ts", 10);

        store.drop(MINE);

        assertThat(store.find("mine", "720p", "0.ts")).isEmpty();
        assertThat(store.find("other", "720p", "0.ts")).isPresent();
        assertThat(store.bytes()).isEqualTo(10);
    }

    @Test
    void letsGoOfWhatNobodyFetched() {
        put(MINE, "720p", "0.ts", 10);

        store.dropOlderThan(NOW);
        assertThat(store.find("mine", "720p", "0.ts")).isPresent();
        store.dropOlderThan(NOW.plusSeconds(1));
        assertThat(store.find("mine", "720p", "0.ts")).isEmpty();
    }

    @Test
    void keepsTwelveAndHalfAGigabyteByDefault() {
        assertThat(ResultLimits.DEFAULT).isEqualTo(new ResultLimits(12, 536_870_912));
        assertThatIllegalArgumentException().isThrownBy(() -> new ResultLimits(0, 1));
    }

    private void put(SessionId session, String rendition, String file, int bytes) {
        store.put(session, rendition, file, new StoredResult("video/mp2t", MediaBytes.owning(new byte[bytes]), NOW));
    }
}
