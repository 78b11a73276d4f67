package io.headrace.node.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.SpendRefused;
import io.headrace.chain.transaction.Spend;
import io.headrace.chain.transaction.SpendGuard.Mode;
import io.headrace.payments.Credit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred wei of tickets and a thousand of transactions in an hour. */
class GuardsTest {

    @TempDir
    private Path folder;

    @Test
    void countsTicketsAndTransactionsApart() {
        var guards = guards();

        assertThat(guards.objectionToTickets(spend(100))).isEmpty();
        assertThatCode(() -> guards.allow(spend(1_000))).doesNotThrowAnyException();

        assertThat(guards.objectionToTickets(spend(1)).orElseThrow()).contains("cap of 100");
        assertThatThrownBy(() -> guards.allow(spend(1)))
                .isInstanceOf(SpendRefused.class)
                .hasMessageContaining("cap of 1000");
        assertThat(guards.tickets().spentInHour()).isEqualTo(Credit.of(100));
        assertThat(guards.transactions().spentInHour()).isEqualTo(Credit.of(1_000));
    }

    @Test
    void stopsBothAtOnce() {
        var guards = guards();

        guards.set(new Mode.Stopped("a bug"));

        assertThat(guards.objectionToTickets(spend(1)).orElseThrow()).contains("a bug");
        assertThatThrownBy(() -> guards.allow(spend(1))).hasMessageContaining("a bug");
    }

    @Test
    void staysStoppedOverARestart() {
        guards().set(new Mode.Stopped("a bug"));

        assertThat(guards().mode()).isEqualTo(new Mode.Stopped("a bug"));
        guards().set(new Mode.DryRun());
        assertThat(guards().mode()).isEqualTo(new Mode.DryRun());
        guards().set(new Mode.Live());
        assertThat(guards().mode()).isEqualTo(new Mode.Live());
    }

    @Test
    void takesAnUnreadableSwitchForAStop() throws IOException {
        Files.write(file(), List.of("lvie"));

        assertThat(guards().mode()).isInstanceOf(Mode.Stopped.class);
    }

    private Guards guards() {
        return new Guards(
                new SpendCaps(DeskBench.limits(100), DeskBench.limits(1_000)),
                new KeptLines(file()),
                () -> Instant.EPOCH);
    }

    private Path file() {
        return folder.resolve("spending");
    }

    private static Spend spend(long wei) {
        return Spend.tickets(Credit.of(wei), DeskBench.FRIEND.address(), "video-transcoding");
    }
}
