package io.headrace.orchestrator.byoc;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.byoc.ByocStage.job;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.TransportException;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.SenderProof;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of a container without a chain, over real HTTP, with applications that misbehave. */
class JobTest {

    private ByocStage stage;
    private FakeApp app;

    @BeforeEach
    void start() throws Exception {
        stage = new ByocStage(new FreeOfCharge());
        app = new FakeApp();
        stage.offer(app, 2, "");
    }

    @AfterEach
    void stop() {
        app.close();
        stage.close();
    }

    @Test
    void passesRequestAndAnswerOn() throws Exception {
        var answer = stage.process("/text/reverse", job(5), "abc");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("cba");
        assertThat(answer.headers().first("Content-Type")).contains("text/plain");
        assertThat(answer.headers().first("X-Metadata")).contains("{\"m\":1}");
        assertThat(answer.headers().first("Livepeer-Balance")).contains("0");
    }

    @Test
    void tellsWhoeverAsksWithoutAKeyThatItIsFree() throws Exception {
        for (var signature : new String[] {"", "0x"}) {
            var token = stage.token(new SenderProof(EthAddress.ZERO.toString(), signature));

            assertThat(token.freeCapacity()).isEqualTo(2);
            assertThat(token.price().isFree()).isTrue();
            assertThat(token.offer()).isEmpty();
        }
    }

    @Test
    void putsTheBalanceBeforeTheEndOfEvents() throws Exception {
        var answer = stage.process("/do/sse", job(5), "{}");

        assertThat(text(answer))
                .isEqualTo("data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: {\"balance\": 0.000}\n\n\ndata: [DONE]\n\n");
        assertThat(answer.headers().first("Content-Type")).contains("text/event-stream");
        assertThat(answer.headers().first("Livepeer-Payment-Balance")).contains("0");
    }

    @Test
    void endsEventsThatLackAnEnd() throws Exception {
        assertThat(text(stage.process("/do/sse-without-end", job(5), "{}")))
                .isEqualTo("data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: {\"balance\": 0.000}\n\n\n");
        Onlooker.await(() -> stage.inUse() == 0);
    }

    /** Two events without an empty line between them are one to whoever reads them. */
    @Test
    void keepsTheBalanceApartFromALastEventThatLacksItsEmptyLine() throws Exception {
        assertThat(text(stage.process("/do/sse-without-empty-line", job(5), "{}")))
                .isEqualTo("data: {\"n\":1}\n\ndata: {\"balance\": 0.000}\n\n\n");
        assertThat(text(stage.process("/do/sse-with-carriage-returns", job(5), "{}")))
                .isEqualTo("data: {\"n\":1}\r\n\r\ndata: {\"balance\": 0.000}\n\n\n");
    }

    @Test
    void breaksEventsOffWhereTheApplicationDied() throws Exception {
        var answer = stage.process("/do/sse-that-dies", job(5), "{}");

        assertThatThrownBy(() -> text(answer)).isInstanceOf(TransportException.class);
        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void passesTheApplicationsOwnErrorsOn() throws Exception {
        var refused = stage.process("/do/refuse", job(5), "{}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(text(refused)).isEqualTo("{\"detail\":\"no\"}");

        assertThat(stage.process("/do/fail", job(5), "{}").status()).isEqualTo(500);
        assertThat(stage.side.offerings()).hasSize(1);
        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void doesNotPassOnThatOurTokenIsRefused() throws Exception {
        assertThat(stage.process("/do/unauthorized", job(5), "{}").status()).isEqualTo(500);
        assertThat(stage.side.offerings()).as("one failure is not an end").hasSize(1);
    }

    @Test
    void survivesAnApplicationThatDies() throws Exception {
        assertThat(stage.process("/do/die", job(5), "{}").status()).isEqualTo(500);
        assertThat(stage.process("/do/echo", job(5), "{}").status()).isEqualTo(200);
        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void endsAHangingCallInTheTimeThatTheJobHas() throws Exception {
        assertThat(stage.process("/do/hang", job(1), "{}").status()).isEqualTo(500);
        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void neverDoesMoreAtOnceThanItsCapacity() throws Exception {
        // Each on a thread of its own: on two processors the common pool has one.
        var one = CompletableFuture.supplyAsync(this::hang, Thread::startVirtualThread);
        var two = CompletableFuture.supplyAsync(this::hang, Thread::startVirtualThread);
        Onlooker.await(() -> stage.inUse() == 2);

        var third = stage.process("/do/echo", job(5), "{}");

        assertThat(third.status()).isEqualTo(503);
        assertThat(text(third)).isEqualTo("No capacity available for capability\n");
        assertThat(stage.token(SenderProof.unsigned(EthAddress.ZERO)).freeCapacity())
                .isZero();
        app.letGo.countDown();
        one.join();
        two.join();
        Onlooker.await(() -> stage.inUse() == 0);
    }

    private int hang() {
        try {
            return stage.process("/do/hang", job(20), "{}").status();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void freesThePlaceOfAGatewayThatLeft() throws Exception {
        var limits = new HttpCall.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 1 << 20);
        var uri = URI.create("http://127.0.0.1:" + stage.server.port() + "/process/request/do/hang");
        var headers = Headers.of(JobHeader.HEADER, job(30).encode());
        try (var call = stage.client.open(new HttpCall("POST", uri, headers, HttpCall.Version.HTTP_2, limits))) {
            call.write(ByteBuffer.wrap("{}".getBytes(UTF_8)));
            call.finish();
            Onlooker.await(() -> app.asked.contains("/do/hang"));

            call.cancel();

            Onlooker.await(() -> stage.inUse() == 0);
        }
        assertThat(stage.fact(AppFact.JobFailed.class).reason()).isEqualTo("The gateway left");
        assertThat(stage.side.offerings()).hasSize(1);
    }

    @Test
    void refusesJobsInTheWordsOfTheNetwork() throws Exception {
        var without = stage.process("/do/echo", Headers.NONE, "{}");
        assertThat(without.status()).isEqualTo(400);
        assertThat(text(without)).isEqualTo("Could not verify job creds\n");

        assertThat(stage.call("GET", "/process/request/do/echo", Headers.NONE, "")
                        .status())
                .isEqualTo(405);
        assertThat(stage.call("POST", "/process/token", Headers.NONE, "").status())
                .isEqualTo(405);
        assertThat(text(stage.call("GET", "/process/token", Headers.of("Livepeer-Capability", "echo-cap"), "")))
                .isEqualTo("Must have eth address and signature on address in Livepeer-Eth-Address header\n");
    }

    @Test
    void keepsAnApplicationFromLeavingItsAddress() throws Exception {
        assertThat(stage.process("/a%20b/%3Fc", job(5), "{}").status()).isEqualTo(404);
        assertThat(app.asked).containsExactly("/a b/?c");
    }

    @Test
    void leavesCapacityWhereItWasAfterAThousandMixedJobs() throws Exception {
        var paths = new String[] {"/do/echo", "/do/fail", "/do/refuse", "/do/sse"};
        for (int i = 0; i < 1_000; i++) {
            assertThat(stage.process(paths[i % paths.length], job(5), "{}").readAll())
                    .isNotEmpty();
        }

        Onlooker.await(() -> stage.inUse() == 0);
        assertThat(stage.side.offerings()).hasSize(1);
    }
}
