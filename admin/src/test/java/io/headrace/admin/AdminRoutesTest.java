package io.headrace.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admin.join.Hearing;
import io.headrace.admin.join.Unheard;
import io.headrace.admin.join.Witnesses;
import io.headrace.admin.money.Errands;
import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.journal.JournalCodec;
import io.headrace.journal.JournalEntry;
import io.headrace.transport.FakeExchange;
import io.headrace.transport.Headers;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AdminRoutesTest {

    private static final Headers LOCAL = Headers.of("Host", "127.0.0.1:5935");

    private final FakeNode node = new FakeNode();
    private Witnesses witnesses = Witnesses.NONE;

    @Nested
    class Jobs {

        @Test
        void listsJobsOldestFirst() throws IOException {
            create("first");
            create("second");

            var answer = get("/jobs");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(new JsonMapper().readTree(answer.answerText()).findValuesAsString("job"))
                    .containsExactly("first", "second");
        }

        @Test
        void explainsAJobAsADocument() throws IOException {
            create("first");

            var document = new JsonMapper().readTree(get("/jobs/first/explain").answerText());

            assertThat(document.path("job").asString()).isEqualTo("first");
            assertThat(document.path("pipeline").asString()).isEqualTo("video-transcoding");
            assertThat(document.has("payments")).isTrue();
        }

        @Test
        void explainsAJobAsTextToWhoAsksForIt() throws IOException {
            create("first");

            var answer = exchange("GET", "/jobs/first/explain", LOCAL.with("Accept", "text/plain"));

            assertThat(answer.answerText()).startsWith("Job first (video, video-transcoding)");
        }

        @Test
        void namesWhoCouldNotBeAskedInAHeader() throws IOException {
            create("first");
            var dead = new Unheard(URI.create("http://127.0.0.1:7935"), "refused\nsecond line");
            witnesses = (_, _) -> new Hearing(Map.of(), List.of(dead));

            var answer = get("/jobs/first/explain");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.answerHeaders().values(Unheard.HEADER)).containsExactly("http://127.0.0.1:7935: refused");
        }

        @Test
        void givesTheLinesOfAJournalAsTheyAre() throws IOException {
            create("first");

            var lines = get("/jobs/first/journal").answerText().lines();

            assertThat(lines.map(JournalCodec::decode)).isEqualTo(node.journal.entries());
        }

        @ParameterizedTest
        @ValueSource(strings = {"/jobs/nobody/explain", "/jobs/nobody/journal"})
        void knowsNothingOfAJobNobodyHeardOf(String path) throws IOException {
            var answer = get(path);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.answerText()).contains("No job nobody is known here");
        }

        @Test
        void knowsNothingOfAnIdThatIsTooLong() throws IOException {
            assertThat(get("/jobs/" + "x".repeat(257) + "/explain").status()).isEqualTo(404);
        }

        private void create(String id) {
            node.journal.append(new JournalEntry(
                    Instant.EPOCH, new JobId(id), new Fact.JobCreated(JobClass.VIDEO, "video-transcoding")));
        }
    }

    @Nested
    class Node {

        @Test
        void saysWhoItIsAndWhatIsOnItsHands() throws IOException {
            assertThat(get("/status").answerText())
                    .isEqualTo("{\"role\":\"gateway\",\"name\":\"gateway\",\"version\":\"0.1.0\","
                            + "\"address\":\"0x0000000000000000000000000000000000000000\","
                            + "\"pid\":4711,\"uptime\":1.5,\"draining\":false,"
                            + "\"streams\":1,\"sessions\":2,\"workers\":3,\"units\":4}");
        }

        @Test
        void saysThatItIsBeingDrained() throws IOException {
            node.drain.begin(Duration.ZERO);

            assertThat(get("/status").answerText()).contains("\"draining\":true");
        }

        @Test
        void showsItsMeters() throws IOException {
            var answer = get("/metrics");

            assertThat(answer.answerText()).isEqualTo("headrace_jobs 1\n");
            assertThat(answer.answerHeaders().first("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        }

        @Test
        void showsItsMoney() throws IOException {
            node.becomesWealthy();

            assertThat(get("/wallet").answerText())
                    .isEqualTo("{\"address\":\"0x0000000000000000000000000000000000000000\",\"eth\":\"1\","
                            + "\"token\":\"2000000000000000000\",\"deposit\":\"3\",\"reserve\":\"4\","
                            + "\"withdrawRound\":5,\"pendingFees\":\"6\",\"stake\":\"0\"}");
        }

        @Test
        void hasNoWalletWithoutMoney() throws IOException {
            assertThat(get("/wallet").status()).isEqualTo(404);
        }

        @Test
        void saysThatTheChainIsSilent() throws IOException {
            node.losesItsChain();

            var answer = get("/wallet");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.answerText()).contains("balance of 0x00");
        }
    }

    @Nested
    class Host {

        @ParameterizedTest
        @ValueSource(strings = {"localhost", "LOCALHOST:5935", "127.0.0.1", "[::1]:5935"})
        void answersCallsToThisMachine(String host) throws IOException {
            assertThat(exchange("GET", "/status", Headers.of("Host", host)).status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:5935", "127.0.0.1@evil", ""
                })
        void refusesForeignNames(String host) throws IOException {
            assertThat(exchange("GET", "/status", Headers.of("Host", host)).status())
                    .isEqualTo(403);
        }

        @Test
        void refusesACallThatNamesNoHost() throws IOException {
            assertThat(exchange("GET", "/jobs", Headers.NONE).status()).isEqualTo(403);
        }
    }

    @Nested
    class Health {

        @Test
        void isAliveWheneverItAnswers() throws IOException {
            node.drain.begin(Duration.ZERO);
            node.hindrances.add(new Hindrance.NoWorker());

            assertThat(get("/healthz").status()).isEqualTo(200);
            assertThat(json("/healthz").answerText()).isEqualTo("{\"alive\":true}");
        }

        @Test
        void isReadyWhenNothingHindersIt() throws IOException {
            assertThat(get("/readyz").status()).isEqualTo(200);
            assertThat(get("/readyz").answerText()).isEqualTo("ready\n");
            assertThat(json("/readyz").answerText()).isEqualTo("{\"ready\":true,\"reasons\":[]}");
        }

        @Test
        void isNotReadyWhileItIsDrained() throws IOException {
            node.drain.begin(Duration.ZERO);
            node.drain.left = new Drainable.Left(1, 3);

            assertThat(get("/readyz").status()).isEqualTo(503);
            assertThat(get("/readyz").answerText()).contains("being drained: 1 jobs and 3 units are left");
        }

        @Test
        void givesEveryReason() throws IOException {
            node.drain.begin(Duration.ZERO);
            node.hindrances.add(new Hindrance.ChainUnreachable("gas price: timed out"));
            node.hindrances.add(new Hindrance.NoWorker());

            var answer = json("/readyz");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(new JsonMapper().readTree(answer.answerText()).findValuesAsString("code"))
                    .containsExactly("draining", "chain-unreachable", "no-worker");
            assertThat(answer.answerText()).contains("The chain cannot be reached: gas price: timed out");
        }

        @Test
        void isReadyAgainWhenTheChainIsBack() throws IOException {
            node.hindrances.add(new Hindrance.ChainUnreachable("gas price: timed out"));
            assertThat(get("/readyz").status()).isEqualTo(503);

            node.hindrances.clear();

            assertThat(get("/readyz").status()).isEqualTo(200);
        }

        @Test
        void joinsWhatSeveralKnow() {
            Readiness chain = () -> List.of(new Hindrance.ChainUnreachable("silent"));
            Readiness staff = () -> List.of(new Hindrance.NoWorker());

            assertThat(chain.and(Readiness.ALWAYS).and(staff).hindrances())
                    .extracting(Hindrance::code)
                    .containsExactly("chain-unreachable", "no-worker");
        }

        private FakeExchange json(String path) throws IOException {
            return exchange("GET", path, LOCAL.with("Accept", "application/json"));
        }
    }

    private FakeExchange get(String path) throws IOException {
        return exchange("GET", path, LOCAL);
    }

    private FakeExchange exchange(String method, String path, Headers headers) throws IOException {
        return handle(FakeExchange.of(method, path).withHeaders(headers));
    }

    private FakeExchange handle(FakeExchange exchange) throws IOException {
        try (var errands = new Errands()) {
            AdminServer.handler(FakeNode.TOKEN, node.parts(witnesses), errands).handle(exchange);
        }
        return exchange;
    }
}
