package io.headrace.gateway.batch.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.SecretSource;
import io.headrace.gateway.fixture.ShiftedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultShelfTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private final Random chance = new Random(1);
    private final SecretSource secrets = length -> {
        var bytes = new byte[length];
        chance.nextBytes(bytes);
        return bytes;
    };

    private ResultShelf shelf(long quota) throws IOException {
        return ResultShelf.open(folder, quota, secrets, clock);
    }

    private static String put(ResultShelf shelf, int bytes, Duration keep) throws IOException {
        try (var draft = shelf.draft()) {
            Files.write(draft.file("0.png"), new byte[bytes]);
            draft.publish(keep);
            return draft.path("0.png").split("/")[2];
        }
    }

    @Test
    void servesWhatWasPublishedUntilItExpires() throws IOException {
        var shelf = shelf(1_000);
        var id = put(shelf, 10, HOUR);

        assertThat(shelf.find(id, "0.png")).isPresent();
        assertThat(shelf.find(id, "../" + id + "/0.png")).isPresent();
        assertThat(shelf.find(id, "../../secret")).isEmpty();
        clock.pass(HOUR.plusSeconds(1));
        assertThat(shelf.find(id, "0.png")).isEmpty();
        shelf.sweep();
        assertThat(folder.resolve(id)).doesNotExist();
    }

    @Test
    void letsTheOldestGoWhenThereIsNoRoom() throws IOException {
        var shelf = shelf(25);
        var first = put(shelf, 10, HOUR);
        var second = put(shelf, 10, HOUR.plusMinutes(1));
        var third = put(shelf, 10, HOUR.plusMinutes(2));

        assertThat(shelf.find(first, "0.png")).isEmpty();
        assertThat(shelf.find(second, "0.png")).isPresent();
        assertThat(shelf.find(third, "0.png")).isPresent();
    }

    @Test
    void goesOnServingAfterARestartAndForgetsDrafts() throws IOException {
        var before = shelf(1_000);
        var id = put(before, 10, HOUR);
        var draft = before.draft();
        Files.write(draft.file("0.png"), new byte[10]);

        var after = shelf(1_000);

        assertThat(after.find(id, "0.png")).isPresent();
        assertThat(draft.file("0.png")).doesNotExist();
    }

    @Test
    void throwsAwayWhatIsNotPublished() throws IOException {
        var shelf = shelf(1_000);
        Path file;
        try (var draft = shelf.draft()) {
            file = draft.file("0.png");
            Files.write(file, new byte[10]);
        }

        assertThat(file).doesNotExist();
    }
}
