package io.headrace.node.desk;

import static io.headrace.node.desk.DeskBench.ETH;
import static io.headrace.node.desk.DeskBench.FRIEND;
import static io.headrace.node.desk.DeskBench.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Tokens;
import io.headrace.payments.Wei;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every wallet command from its line to the ledger and back. */
class WalletCommandsTest {

    @TempDir
    private Path data;

    private DeskBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = DeskBench.ofGateway(data);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void depositsAndReserves() {
        var deposited = bench.wallet("deposit", "0.5eth");
        var reserved = bench.wallet("reserve", "250gwei");

        assertThat(deposited.exitCode()).isZero();
        assertThat(deposited.document().path("deposit").asString()).isEqualTo("500000000000000000");
        assertThat(deposited.document().path("transaction").asString()).isEqualTo("ledger-1");
        assertThat(reserved.document().path("reserve").asString()).isEqualTo("250000000000");
        var sender = bench.sender(GATEWAY.address());
        assertThat(sender.deposit()).isEqualTo(Wei.parse("500000000000000000"));
        assertThat(sender.reserve().funds()).isEqualTo(Wei.of(250_000_000_000L));
    }

    @Test
    void fundsBothAtOnce() {
        var funded = bench.wallet("fund", "--deposit", "1eth", "--reserve", "2eth");

        assertThat(funded.exitCode()).isZero();
        assertThat(bench.wallet("show").document().path("deposit").asString()).isEqualTo(ETH.toString());
        assertThat(bench.wallet("show").document().path("eth").asString())
                .isEqualTo(ETH.times(97).toString());
    }

    @Test
    void unlocksWaitsAndWithdraws() {
        bench.wallet("fund", "--deposit", "1eth", "--reserve", "2eth");

        var unlocked = bench.wallet("unlock");
        assertThat(unlocked.document().path("withdrawRound").asLong()).isEqualTo(3);
        var early = bench.wallet("withdraw", "--yes");
        assertThat(early.exitCode()).isEqualTo(1);
        assertThat(early.err()).contains("account is locked", "withdraw round");

        bench.nextRounds(2);
        var withdrawn = bench.wallet("withdraw", "--yes");
        assertThat(withdrawn.exitCode()).isZero();
        assertThat(withdrawn.document().path("withdrawn").asString())
                .isEqualTo(ETH.times(3).toString());
        assertThat(bench.holding(GATEWAY.address()).eth()).isEqualTo(ETH.times(100));
    }

    @Test
    void cancelsAnUnlockOnce() {
        bench.wallet("deposit", "1eth");
        bench.wallet("unlock");

        assertThat(bench.wallet("cancel-unlock")
                        .document()
                        .path("withdrawRound")
                        .asLong(-1))
                .isZero();
        var again = bench.wallet("cancel-unlock");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("no unlock request in progress", "wallet unlock");
    }

    @Test
    void refusesToUnlockNothing() {
        var refused = bench.wallet("unlock");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("409", "sender deposit and reserve are zero");
    }

    @Test
    void sendsEtherAndTokens() {
        var to = FRIEND.address();

        assertThat(bench.wallet("transfer", "eth", to.toString(), "2eth", "--yes")
                        .exitCode())
                .isZero();
        assertThat(bench.wallet("transfer", "lpt", to.toString(), "5lpt", "--yes")
                        .exitCode())
                .isZero();

        assertThat(bench.holding(to).eth()).isEqualTo(ETH.times(2));
        assertThat(bench.holding(to).tokens()).isEqualTo(Tokens.whole(5));
    }

    @Test
    void sendsNoMoreThanThereIs() {
        var refused = bench.wallet("transfer", "lpt", FRIEND.address().toString(), "6lpt");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("insufficient funds", "Bring more into the wallet");
    }

    @Test
    void sendsNothingIntoTheVoid() {
        var zero = bench.wallet("transfer", "eth", "0x" + "0".repeat(40), "1eth");
        var mistyped = bench.wallet(
                "transfer", "eth", FRIEND.address().toString().replaceFirst("0x(.*)[A-F]", "0x$1a"), "1eth");

        assertThat(zero.exitCode()).isEqualTo(2);
        assertThat(zero.err()).contains("zero address");
        assertThat(mistyped.exitCode()).isEqualTo(2);
        assertThat(mistyped.err()).contains("checksum");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "0.0000000000000000001eth", "1lpt", "much", "1e18"})
    void takesNoAmountThatIsNone(String amount) {
        assertThat(bench.wallet("deposit", "--", amount).exitCode()).isEqualTo(2);
        assertThat(bench.ledger.state().senders()).isEmpty();
    }

    @Test
    void changesNothingForWhoHasAnotherToken() throws IOException {
        Files.writeString(data.resolve("admin.token"), "f".repeat(32));

        var refused = bench.wallet("deposit", "1eth");

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("--data");
        assertThat(bench.ledger.state().senders()).isEmpty();
    }

    @Test
    void stopsAllSpendingAndLetsItGoOn() {
        var stopped = bench.wallet("guard", "stop", "--reason", "the price of gas");
        assertThat(stopped.document().path("mode").asString()).isEqualTo("stopped");

        var refused = bench.wallet("deposit", "1eth");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Spending is stopped (the price of gas)", "wallet guard");

        assertThat(bench.wallet("guard", "go").document().path("mode").asString())
                .isEqualTo("live");
        assertThat(bench.wallet("deposit", "1eth").exitCode()).isZero();
    }

    @Test
    void rehearsesWithoutSpending() {
        bench.wallet("guard", "dry-run");

        var rehearsed = bench.wallet("deposit", "1eth");

        assertThat(rehearsed.exitCode()).isEqualTo(1);
        assertThat(rehearsed.err()).contains("A dry run");
        assertThat(bench.ledger.state().senders()).isEmpty();
    }

    @Test
    void keepsToTheCaps() {
        bench.wallet("deposit", "6eth");

        var refused = bench.wallet("deposit", "5eth");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("exceeds the cap of 10000000000000000000");
        var guard = bench.wallet("guard").document().path("transactions");
        assertThat(guard.path("perHour").asString()).isEqualTo("10000000000000000000");
        assertThat(guard.path("spentInHour").asString()).isEqualTo("6000000000000000000");
    }

    @Test
    void wantsAReasonToStop() {
        assertThat(bench.wallet("guard", "stop").exitCode()).isEqualTo(2);
        assertThat(bench.wallet("guard", "pause").exitCode()).isEqualTo(2);
    }

    @Test
    void saysThatAGatewayHasNoStake() {
        var refused = bench.orchestrator("reward");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("no orchestrator");
    }
}
