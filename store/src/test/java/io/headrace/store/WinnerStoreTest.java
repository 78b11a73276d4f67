package io.headrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.redemption.Ending;
import io.headrace.job.JobId;
import io.headrace.payments.Wei;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WinnerStoreTest {

    private static final JobId JOB = new JobId("job-1");
    private static final Ending PAID = new Ending.Paid(Wei.of(900), "tx");

    @TempDir
    Path folder;

    @Test
    void keepsOpenWinnersOverARestartOldestFirst() {
        var first = Winners.numbered(9);
        var second = Winners.numbered(3);
        life(winners -> {
            winners.add(first);
            winners.add(second);
        });

        life(winners -> assertThat(winners.open()).containsExactly(first, second));
    }

    @Test
    void keepsAWinnerThatIsToldTwiceOnce() {
        var winner = Winners.numbered(1);

        life(winners -> {
            winners.add(winner);
            winners.add(winner);

            assertThat(winners.open()).containsExactly(winner);
        });
    }

    @Test
    void remembersHowAWinnerEndedAndForWhichJobItWasSent() {
        var winner = Winners.numbered(1);
        life(winners -> {
            winners.add(winner);
            winners.nameJob(winner.hash(), JOB);
            winners.close(winner.hash(), PAID);
        });

        life(winners -> {
            assertThat(winners.open()).isEmpty();
            assertThat(winners.find(winner.hash()))
                    .contains(new StoredWinner(winner, Optional.of(JOB), Optional.of(PAID)));
        });
    }

    @Test
    void opensNoWinnerAgainThatEnded() {
        var winner = Winners.numbered(1);

        life(winners -> {
            winners.add(winner);
            winners.close(winner.hash(), PAID);
            winners.add(winner);
            winners.close(winner.hash(), new Ending.UsedBefore());

            assertThat(winners.open()).isEmpty();
            assertThat(winners.find(winner.hash()).flatMap(StoredWinner::ending))
                    .contains(PAID);
        });
    }

    @Test
    void keepsTheFirstJobThatAWinnerWasNamedFor() {
        var winner = Winners.numbered(1);

        life(winners -> {
            winners.add(winner);
            winners.nameJob(winner.hash(), JOB);
            winners.nameJob(winner.hash(), new JobId("job-2"));
            winners.close(winner.hash(), PAID);

            assertThat(winners.find(winner.hash()).flatMap(StoredWinner::job)).contains(JOB);
        });
    }

    @Test
    void knowsNothingOfATicketThatNobodyAdded() {
        life(winners -> {
            winners.nameJob(Winners.numbered(1).hash(), JOB);
            winners.close(Winners.numbered(1).hash(), PAID);

            assertThat(winners.find(Winners.numbered(1).hash())).isEmpty();
        });
    }

    private void life(Consumer<WinnerStore> lived) {
        try (var database = Database.open(folder.resolve("db"))) {
            lived.accept(new WinnerStore(database));
        }
    }
}
