package io.headrace.gateway.byoc;

import static io.headrace.gateway.byoc.ContainerFront.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signatures;
import io.headrace.gateway.fixture.FakePayer;
import io.headrace.job.Outcome;
import io.headrace.journal.Fact;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PricingUnit;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.TransportException;
import io.headrace.wire.byoc.JobHeader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients' requests to containers, through a gateway's front to orchestrators on loopback. */
class ByocApiTest {

    private static final Metering PIXELS = new Metering.ByApplication(PricingUnit.PIXEL, 1_000);

    @TempDir
    private Path folder;

    private final FakePayer payer = new FakePayer();
    private FakeOrchestrator one;
    private FakeOrchestrator two;
    private ContainerFront front;

    @BeforeEach
    void start() throws Exception {
        one = new FakeOrchestrator();
        two = new FakeOrchestrator();
        two.free = 0;
        open(false);
    }

    private void open(boolean paying) throws Exception {
        var config = new ByocConfig(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO, 1_000, 1_000);
        var orchestrators = List.of(one.service(), two.service());
        front = new ContainerFront(folder, orchestrators, config, paying ? Optional.of(payer) : Optional.empty());
        front.serve(new ByocApi(front.containers).routes());
    }

    @AfterEach
    void stop() {
        front.close();
        one.close();
        two.close();
    }

    private Answer ask(String parameters, String body) throws Exception {
        return ask("echo-cap", parameters, body);
    }

    private Answer ask(String capability, String parameters, String body) throws Exception {
        return front.client.send(call(capability, parameters), ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    private HttpCall call(String capability, String parameters) {
        var job = "{\"request\":\"{}\",\"parameters\":" + parameters + ",\"capability\":\"" + capability
                + "\",\"timeout_seconds\":10}";
        var headers = Headers.contentType("application/json")
                .with(JobHeader.HEADER, Base64.getEncoder().encodeToString(job.getBytes(UTF_8)));
        var uri = front.here("/process/request/do/echo");
        return new HttpCall("POST", uri, headers, HttpCall.Version.HTTP_2, ContainerFront.PATIENT);
    }

    @Test
    void bringsTheContainersAnswerAsItIs() throws Exception {
        var answer = ask("\"{}\"", "{\"x\":1}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(text(answer)).isEqualTo("{\"x\":1}");
        assertThat(answer.headers().first("Content-Type")).contains("application/x-echo");
        assertThat(answer.headers().first("Livepeer-Balance")).contains("17");
        assertThat(answer.headers().first("X-Metadata")).contains("{\"m\":1}");
        assertThat(answer.headers().first("X-Orchestrator-Url"))
                .contains(one.service().toString());
        var view = front.jobs.views().getFirst();
        assertThat(view.awaitEnd(20, TimeUnit.SECONDS)).isTrue();
        assertThat(view.outcome().orElseThrow()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void goesElsewhereWhenOneFails() throws Exception {
        one.conduct = FakeOrchestrator.refusing(500, "broken");
        two.free = 1;
        two.price = Optional.empty();

        assertThat(ask("\"{}\"", "{}").status()).isEqualTo(201);
        assertThat(two.jobs).hasSize(1);
    }

    @Test
    void saysWhoFailedAndWhyWhenNobodyIsLeft() throws Exception {
        one.conduct = FakeOrchestrator.refusing(500, "the model is broken");

        var answer = ask("\"{}\"", "{}");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(text(answer)).contains(one.service() + " answered 500: the model is broken");
    }

    @Test
    void asksNobodyAThirdTimeWhoTakesNoPayment() throws Exception {
        two.free = 1;
        one.conduct = exchange -> {
            two.free = 0;
            exchange.refuse(400, "invalid ticket sender nonce");
        };
        two.conduct = exchange -> {
            two.free = 0;
            exchange.refuse(500, "broken");
        };

        var answer = ask("\"{}\"", "{}");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(text(answer))
                .contains(one.service() + ": invalid ticket sender nonce (asked twice, the second time on fresh terms)")
                .contains(two.service().toString());
        assertThat(one.jobs).hasSize(2);
        assertThat(two.jobs).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void saysThatEverybodyIsFull() throws Exception {
        one.free = 0;

        var answer = ask("\"{}\"", "{}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).contains("it has all it can do");
        assertThat(one.jobs).isEmpty();
    }

    @Test
    void saysInTheNetworksWordsThatNobodyOffersIt() throws Exception {
        var answer = ask("nosuch", "\"{}\"", "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).isEqualTo("No orchestrators found for capability nosuch\n");
    }

    @Test
    void asksOnlyWhomTheClientAllows() throws Exception {
        two.free = 1;
        var exclude = "\"{\\\"orchestrators\\\":{\\\"exclude\\\":[\\\"" + one.service() + "\\\"]}}\"";

        assertThat(ask(exclude, "{}").headers().first("X-Orchestrator-Url"))
                .contains(two.service().toString());
    }

    @Test
    void givesTheContainersRefusalToTheClientAndAsksNobodyElse() throws Exception {
        two.free = 1;
        one.conduct = FakeOrchestrator.refusing(422, "no such field");
        two.conduct = one.conduct;

        var answer = ask("\"{}\"", "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(text(answer)).isEqualTo("no such field\n");
        assertThat(one.jobs.size() + two.jobs.size()).isEqualTo(1);
    }

    @Test
    void passesEventsOn() throws Exception {
        one.conduct = FakeOrchestrator::events;

        var answer = ask("\"{}\"", "{}");

        assertThat(answer.headers().first("Content-Type")).contains("text/event-stream");
        assertThat(text(answer)).isEqualTo("data: {\"n\":1}\n\ndata: [DONE]\n\n");
    }

    @Test
    void breaksEventsOffWhereTheyBrokeOff() throws Exception {
        one.conduct = FakeOrchestrator::brokenEvents;

        var answer = ask("\"{}\"", "{}");

        assertThatThrownBy(() -> text(answer)).isInstanceOf(TransportException.class);
        var view = front.jobs.views().getFirst();
        assertThat(view.awaitEnd(20, TimeUnit.SECONDS)).isTrue();
        assertThat(view.outcome().orElseThrow()).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void endsTheJobOfAClientThatLeft() throws Exception {
        one.conduct = one::endless;
        try (var call = front.client.open(call("echo-cap", "\"{}\""))) {
            call.write(ByteBuffer.wrap("{}".getBytes(UTF_8)));
            call.finish();
            var answer = call.answer();
            assertThat(answer.body().read()).isEqualTo(':');

            call.cancel();
        }

        assertThat(one.left.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        assertThat(ask("\"no json\"", "{}").status()).isEqualTo(400);
        assertThat(ask("\"{}\"", "x".repeat(1_001)).status()).isEqualTo(413);
        assertThat(front.jobs.views()).isEmpty();
    }

    @Test
    void paysAheadAndProvesEachJob() throws Exception {
        front.close();
        one.price = Optional.of(Price.of(10, 1));
        open(true);

        assertThat(ask("\"{}\"", "{}").status()).isEqualTo(201);
        assertThat(ask("\"{}\"", "[]").status()).isEqualTo(201);

        assertThat(one.payments.getFirst()).isNotEmpty();
        assertThat(one.jobs).allSatisfy(job -> {
            assertThat(job.senderAddress()).contains(payer.signer().address());
            assertThat(job.isSigned(Signatures::signedBy)).isTrue();
            assertThat(job.isFreshlySigned(Signatures::signedBy)).isTrue();
        });
        assertThat(one.jobs.get(1).fresh().orElseThrow().terms().body()).isEqualTo(Keccak.hash("[]".getBytes(UTF_8)));
        assertThat(payer.asked())
                .as("what stands with the orchestrator is used by the next job")
                .allMatch(worth -> worth.compareTo(ContainerToken.params().expectedValue()) <= 0);
    }

    private void paying(Metering metering, FakeOrchestrator.Conduct conduct) throws Exception {
        front.close();
        one.price = Optional.of(Price.of(10, 1));
        one.metering = metering;
        one.conduct = conduct;
        open(true);
    }

    /** Of all jobs that have ended, in wei. */
    private List<Credit> fees() throws Exception {
        for (var view : front.jobs.views()) {
            assertThat(view.awaitEnd(20, TimeUnit.SECONDS)).isTrue();
        }
        return front.journal.facts(Fact.FeeSettled.class).stream()
                .map(Fact.FeeSettled::fee)
                .toList();
    }

    private static FakeOrchestrator.Conduct counting(int status, String units) {
        return exchange -> exchange.answer(
                status, Headers.contentType("text/plain").with("X-Headrace-Units", units), ByteBuffer.allocate(0));
    }

    @ParameterizedTest
    @CsvSource({"200, 12, 12", "200, 2000, 1000", "200, -1, 0", "200, many, 0"})
    void paysWhatTheApplicationToldAsFarAsItWasPaidAhead(int status, String told, long paid) throws Exception {
        paying(PIXELS, counting(status, told));

        var answer = ask("\"{}\"", "{}");

        assertThat(answer.headers().first("X-Headrace-Units")).contains(Long.toString(paid));
        assertThat(fees()).containsExactly(Credit.of(10 * paid));
        assertThat(one.paysBy).containsExactly("pixel");
    }

    @Test
    void paysNothingForARefusal() throws Exception {
        paying(PIXELS, counting(422, "12"));

        assertThat(ask("\"{}\"", "{}").headers().first("X-Headrace-Units")).isEmpty();

        assertThat(fees()).containsExactly(Credit.ZERO);
    }

    @Test
    void paysTheMostThatACallMayCostAheadAndKeepsWhatIsLeft() throws Exception {
        paying(PIXELS, counting(200, "12"));

        assertThat(ask("\"{}\"", "{}").status()).isEqualTo(200);
        assertThat(ask("\"{}\"", "{}").status()).isEqualTo(200);

        // A thousand pixels cost 10000 wei, which is one ticket; then 9880 are left, and one more is needed.
        assertThat(payer.asked())
                .containsOnly(ContainerToken.params().expectedValue())
                .hasSize(2);
        assertThat(fees()).containsExactly(Credit.of(120), Credit.of(120));
    }

    @Test
    void paysTheLastUsageOfAStreamOfEvents() throws Exception {
        paying(PIXELS, FakeOrchestrator::countedEvents);

        assertThat(text(ask("\"{}\"", "{}"))).contains("event: usage").endsWith("data: [DONE]\n\n");

        assertThat(fees()).containsExactly(Credit.of(120));
    }

    @Test
    void paysARequestOnce() throws Exception {
        paying(Metering.of(PricingUnit.REQUEST), FakeOrchestrator::echo);

        assertThat(ask("\"{}\"", "{}").status()).isEqualTo(201);

        assertThat(fees()).containsExactly(Credit.of(10));
        assertThat(one.paysBy).containsExactly("");
    }

    @Test
    void explainsHowManyUnitsWereTold() throws Exception {
        paying(PIXELS, counting(200, "2000"));

        assertThat(ask("\"{}\"", "{}").status()).isEqualTo(200);

        assertThat(fees()).hasSize(1);
        assertThat(front.journal.facts(Fact.Remarked.class))
                .extracting(Fact.Remarked::sentence)
                .contains("The application told 2000 units, each a pixel; 1000 of the 1000 paid ahead are charged");
    }
}
