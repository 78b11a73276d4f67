package io.headrace.node.desk;

import static io.headrace.node.desk.DeskBench.ETH;
import static io.headrace.node.desk.DeskBench.GATEWAY;
import static io.headrace.node.desk.DeskBench.NEWCOMER;
import static io.headrace.node.desk.DeskBench.ORCHESTRATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Commission;
import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every orchestrator command from its line to the ledger and back. */
class OrchestratorCommandsTest {

    private static final String URI = "https://127.0.0.1:8935";

    @TempDir
    private Path data;

    @Nested
    class OfANewcomer {

        @Test
        void registerStakeAddressAndTerms() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, NEWCOMER)) {
                var registered = register(bench, "100lpt");

                assertThat(registered.exitCode()).isZero();
                assertThat(registered.document().path("steps").asInt()).isEqualTo(3);
                var account = bench.orchestrator(NEWCOMER.address());
                assertThat(account.stake()).isEqualTo(Tokens.whole(100));
                assertThat(account.commission()).isEqualTo(new Commission(100_000, 502_500));
                assertThat(bench.ledger.state().services().get(NEWCOMER.address()))
                        .isEqualTo(URI);
            }
        }

        @Test
        void mayRegisterAgainWithoutChangingAnything() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, NEWCOMER)) {
                register(bench, "100lpt");

                var again = register(bench, "100lpt");

                assertThat(again.document().path("steps").asInt(-1)).isZero();
                assertThat(bench.holding(NEWCOMER.address()).tokens()).isEqualTo(Tokens.whole(200));
            }
        }

        @Test
        void cannotRegisterWithoutTheTokens() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, NEWCOMER)) {
                var refused = register(bench, "301lpt");

                assertThat(refused.exitCode()).isEqualTo(1);
                assertThat(refused.err()).contains("bond 301000000000000000000", "insufficient funds");
            }
        }

        @Test
        void hasNoReward() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, NEWCOMER)) {
                var refused = bench.orchestrator("reward");

                assertThat(refused.exitCode()).isEqualTo(1);
                assertThat(refused.err()).contains("caller must be an active transcoder");
            }
        }
    }

    @Nested
    class OfAnActiveOne {

        @Test
        void callRewardOnce() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, ORCHESTRATOR)) {
                assertThat(bench.orchestrator("reward")
                                .document()
                                .path("minted")
                                .asString())
                        .isEqualTo(Tokens.whole(443).toString());

                var again = bench.orchestrator("reward");
                assertThat(again.exitCode()).isEqualTo(1);
                assertThat(again.err()).contains("caller has already called reward for the current round");
            }
        }

        @Test
        void tellHowFarARegistrationCame() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, ORCHESTRATOR)) {
                var refused = register(bench, "500lpt");

                assertThat(refused.exitCode()).isEqualTo(1);
                assertThat(refused.err())
                        .contains("must have already called reward", "Done before it: publish the address " + URI);
                bench.orchestrator("reward");
                assertThat(register(bench, "500lpt").exitCode()).isZero();
            }
        }

        @Test
        void unbondAndWithdrawStake() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, ORCHESTRATOR)) {
                var lock = bench.orchestrator("unbond", "200lpt").document();
                assertThat(lock.path("lock").asLong(-1)).isZero();
                assertThat(lock.path("withdrawRound").asLong()).isEqualTo(3);
                assertThat(bench.orchestrator("withdraw-stake", "0").err()).contains("withdraw round must be before");

                bench.nextRounds(2);
                var withdrawn = bench.orchestrator("withdraw-stake", "0");

                assertThat(withdrawn.document().path("amount").asString())
                        .isEqualTo(Tokens.whole(200).toString());
                assertThat(bench.orchestrator("withdraw-stake", "0").err()).contains("invalid unbonding lock ID");
                assertThat(bench.orchestrator("unbond", "301lpt").exitCode()).isEqualTo(1);
            }
        }

        @Test
        void showAndWithdrawFees() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, ORCHESTRATOR)) {
                earn(bench, Wei.of(700));

                assertThat(bench.orchestrator("earnings")
                                .document()
                                .path("pendingFees")
                                .asString())
                        .isEqualTo("700");
                assertThat(bench.orchestrator("withdraw-fees", "300")
                                .document()
                                .path("amount")
                                .asString())
                        .isEqualTo("300");
                assertThat(bench.orchestrator("withdraw-fees")
                                .document()
                                .path("amount")
                                .asString())
                        .isEqualTo("400");
                var empty = bench.orchestrator("withdraw-fees");
                assertThat(empty.exitCode()).isEqualTo(1);
                assertThat(empty.err()).contains("insufficient fees to withdraw");
                assertThat(bench.holding(ORCHESTRATOR.address()).eth()).isEqualTo(ETH.plus(Wei.of(700)));
            }
        }

        @Test
        void listWhatIsOnItsWayOut() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, ORCHESTRATOR)) {
                bench.orchestrator("unbond", "10lpt");

                var earnings = bench.orchestrator("earnings").document();

                assertThat(earnings.path("locks").size()).isEqualTo(1);
                assertThat(earnings.path("locks").get(0).path("amount").asString())
                        .isEqualTo(Tokens.whole(10).toString());
                assertThat(earnings.path("stake").asString())
                        .isEqualTo(Tokens.whole(490).toString());
                assertThat(earnings.path("round").asLong()).isEqualTo(1);
            }
        }

        @Test
        void publishAnAddressThatCanBeOne() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, ORCHESTRATOR)) {
                assertThat(bench.orchestrator("set-uri", "https://orch.example:8935")
                                .exitCode())
                        .isZero();
                assertThat(bench.orchestrator("set-uri", "http://orch.example").exitCode())
                        .isEqualTo(2);
                assertThat(bench.ledger.state().services().get(ORCHESTRATOR.address()))
                        .isEqualTo("https://orch.example:8935");
            }
        }

        @Test
        void changeThePriceForLaterStartsToo() throws IOException {
            try (var bench = DeskBench.ofOrchestrator(data, ORCHESTRATOR)) {
                assertThat(bench.orchestrator("set-price", "0.3")
                                .document()
                                .path("price")
                                .asString())
                        .isEqualTo("3/10");
                assertThat(bench.orchestrator("set-price", "cheap").exitCode()).isEqualTo(2);
            }
            try (var restarted = DeskBench.ofOrchestrator(data, ORCHESTRATOR)) {
                assertThat(restarted
                                .orchestrator("earnings")
                                .document()
                                .path("price")
                                .asString())
                        .isEqualTo("3/10");
            }
        }
    }

    private static DeskBench.Typed register(DeskBench bench, String stake) {
        return bench.orchestrator(
                "register", "--bond", stake, "--uri", URI, "--reward-cut", "10%", "--fee-share", "50.25");
    }

    private static void earn(DeskBench bench, Wei fees) {
        var gateway = bench.ledger.as(GATEWAY.address());
        var rand = Hash256.of(BigInteger.TEN);
        gateway.broker().fund(ETH, ETH);
        var ticket = new Ticket(
                ORCHESTRATOR.address(),
                GATEWAY.address(),
                fees,
                WinProb.ALWAYS,
                1,
                Keccak.hash(rand.bytes()),
                gateway.rounds().status().last());
        var signed = new SignedTicket(ticket, GATEWAY.sign(ticket.hash()));
        assertThat(gateway.broker().redeem(new WinningTicket(signed, rand, BigInteger.ONE)))
                .isInstanceOf(Outcome.Mined.class);
    }
}
