package io.headrace.orchestrator.byoc;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.byoc.ByocStage.NAME;
import static io.headrace.orchestrator.byoc.ByocStage.fresh;
import static io.headrace.orchestrator.byoc.ByocStage.job;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PricingUnit;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobToken;
import io.headrace.wire.byoc.JobTokenCodec;
import io.headrace.wire.byoc.PaysBy;
import io.headrace.wire.byoc.SenderProof;
import io.headrace.wire.byoc.UsedUnits;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Money of an application that tells its units, and lies: a pixel costs 1000 wei, a call 100 of them at most. */
class PaidUnitsTest {

    private static final Price PRICE = Price.of(1_000, 1);
    private static final String PIXELS = ",\"unit\":\"pixel\",\"most_units\":100";
    private static final String ACCOUNT = NAME + " by the pixel";

    private final PaidSetup setup = new PaidSetup();
    private ByocStage stage;
    private FakeApp app;
    private TicketParams params;
    private int jobs;

    @BeforeEach
    void start() throws Exception {
        app = new FakeApp();
        stage = new ByocStage(setup.billing);
        stage.offer(app, 2, PIXELS);
        params = token().offer().orElseThrow();
    }

    @AfterEach
    void stop() {
        app.close();
        stage.close();
    }

    private Answer tokenAnswer(Headers more) throws Exception {
        var headers = more.with(
                        SenderProof.HEADER, SenderProof.by(setup.gateway).encodeHeader())
                .with(JobToken.CAPABILITY_HEADER, NAME);
        return stage.call("GET", JobToken.PATH, headers, "");
    }

    private JobToken token() throws Exception {
        return JobTokenCodec.decode(text(tokenAnswer(Headers.of(PaysBy.HEADER, PaysBy.ANY.encode()))));
    }

    private Headers ours(long... nonces) {
        return paying(fresh(job(10), setup.gateway, Integer.toString(++jobs), "{}"), nonces)
                .with(PaysBy.HEADER, PaysBy.only(PricingUnit.PIXEL).encode());
    }

    private Headers paying(JobHeader job, long... nonces) {
        var headers = Headers.of(JobHeader.HEADER, job.encode());
        if (nonces.length == 0) {
            return headers;
        }
        var payment = TicketBook.payment(setup.gateway, PRICE, params, nonces);
        return headers.with(PaymentCodec.HEADER, PaymentCodec.encodeHeader(payment));
    }

    private Credit ticket() {
        return params.expectedValue();
    }

    private Credit balance() {
        return setup.billing.balance(setup.gateway.address(), ACCOUNT);
    }

    private void assertCharged(long units) {
        assertThat(balance()).isEqualTo(ticket().minus(PRICE.times(units)));
    }

    @Test
    void tellsUnitPriceAndWhatIsPaidAhead() throws Exception {
        var token = token();

        assertThat(token.metering()).isEqualTo(new Metering.ByApplication(PricingUnit.PIXEL, 100));
        assertThat(token.price()).isEqualTo(PRICE);
        assertThat(token.unitsAhead(60)).isEqualTo(100);
    }

    @Test
    void tellsNoPriceOfAPixelToWhoeverWouldTakeItForThatOfASecond() throws Exception {
        var answer = tokenAnswer(Headers.NONE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer))
                .isEqualTo("This capability is not paid by the second, and the gateway does not say that it pays by the"
                        + " pixel\n");
        assertThat(tokenAnswer(Headers.of(PaysBy.HEADER, "token")).status()).isEqualTo(400);
    }

    @Test
    void refusesAJobThatIsPaidBySecondsBeforeItTakesTheMoney() throws Exception {
        var answer = stage.process("/units/12", paying(job(10).signedBy(setup.gateway), 1), "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("pays by the pixel");
        assertThat(balance()).isEqualTo(Credit.ZERO);
        assertThat(app.asked).isEmpty();
        Onlooker.await(() -> stage.inUse() == 0);
        assertThat(stage.process("/units/12", ours(1), "{}").status())
                .as("the ticket was not used")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "0, 0", "100, 100", "101, 100", "99999999999999999999999, 100"})
    void chargesWhatTheApplicationToldToTheWei(String told, long charged) throws Exception {
        var answer = stage.process("/units/" + told, ours(1), "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first(UsedUnits.HEADER)).contains(Long.toString(charged));
        assertThat(answer.headers().first("Livepeer-Balance"))
                .contains(JobAnswers.whole(balance()).toString());
        assertCharged(charged);
        assertThat(stage.fact(AppFact.JobDone.class).fee()).isEqualTo(PRICE.times(charged));
    }

    @Test
    void tellsTheOperatorOfAnApplicationThatCountsTooMuch() throws Exception {
        assertThat(stage.process("/units/101", ours(1), "{}").status()).isEqualTo(200);

        assertThat(stage.fact(AppFact.JobMiscounted.class).complaint()).contains("101", "100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "1.5", "many"})
    void chargesNothingWhereTheCountIsNoNumber(String told) throws Exception {
        var answer = stage.process("/units/" + told, ours(1), "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first(UsedUnits.HEADER)).contains("0");
        assertCharged(0);
        assertThat(stage.fact(AppFact.JobMiscounted.class).complaint()).contains("nothing is charged");
    }

    @Test
    void chargesNothingWhereThereIsNoCount() throws Exception {
        assertThat(stage.process("/do/echo", ours(1), "{}").status()).isEqualTo(200);

        assertCharged(0);
    }

    @ParameterizedTest
    @CsvSource({"/do/refuse-and-count, 422", "/do/fail, 500", "/do/die, 500", "/do/unauthorized, 500"})
    void chargesNothingForARefusalOrAFailure(String path, int status) throws Exception {
        var answer = stage.process(path, ours(1), "{}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().first(UsedUnits.HEADER)).isEmpty();
        Onlooker.await(() -> stage.inUse() == 0);
        assertCharged(0);
    }

    @Test
    void demandsTheMostThatACallMayCostBeforeItBegins() throws Exception {
        stage.register(ByocStage.registration(
                NAME, app.url(), 2, ",\"unit\":\"pixel\",\"most_units\":" + Metering.ByApplication.MOST));
        Onlooker.await(() -> stage.inUse() == 0);
        Onlooker.await(() -> !stage.side.offerings().isEmpty());

        var answer = stage.process("/units/1", ours(1), "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).isEqualTo("Insufficient balance for request\n");
        assertThat(app.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/do/sse-that-counts, 12", "/do/sse-that-counts-too-many, 100", "/do/sse, 0"})
    void chargesTheLastUsageOfAStream(String path, long charged) throws Exception {
        var said = text(stage.process(path, ours(1), "{}"));

        assertThat(said).endsWith("data: [DONE]\n\n");
        assertThat(said).contains("{\"balance\": " + JobAnswers.whole(ticket().minus(PRICE.times(charged))) + ".000}");
        assertCharged(charged);
    }

    @Test
    void chargesWhatWasToldUntilAStreamBrokeOff() throws Exception {
        try (var answer = stage.process("/do/sse-that-counts-and-dies", ours(1), "{}")) {
            assertThat(answer.status()).isEqualTo(200);
            Onlooker.await(() -> stage.inUse() == 0);
        }

        assertCharged(7);
    }

    @Test
    void chargesWhatWasToldUntilTheGatewayLeft() throws Exception {
        var limits = new HttpCall.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 1 << 20);
        var uri =
                URI.create("http://127.0.0.1:" + stage.server.port() + "/process/request/do/sse-that-counts-and-hangs");
        try (var call = stage.client.open(new HttpCall("POST", uri, ours(1), HttpCall.Version.HTTP_2, limits))) {
            call.write(ByteBuffer.wrap("{}".getBytes(UTF_8)));
            call.finish();
            assertThat(call.answer().body().readNBytes(30)).hasSize(30);
            call.cancel();
        }

        Onlooker.await(() -> stage.inUse() == 0);
        assertCharged(7);
    }

    @Test
    void doesNotTakeThePriceOfASecondForThatOfAPixel() throws Exception {
        stage.register(ByocStage.registration(NAME, app.url(), 2, ""));
        Onlooker.await(() -> !stage.side.offerings().isEmpty());
        params = token().offer().orElseThrow();
        assertThat(stage.process("/do/echo", paying(job(10).signedBy(setup.gateway), 1), "{}")
                        .status())
                .isEqualTo(200);
        var dear = ByocStage.registration(NAME, app.url(), 2, PIXELS).replace("1000,", "2000,");

        assertThat(text(stage.register(dear))).isEqualTo("ok");
        Onlooker.await(() -> !stage.side.offerings().isEmpty());

        assertThat(token().price()).isEqualTo(Price.of(2_000, 1));
        assertThat(token().balance().isZero())
                .as("the money for seconds is no money for pixels")
                .isTrue();
    }

    @Test
    void aHundredMixedCallsChargeEachWhatItTold() throws Exception {
        assertThat(stage.process("/units/1", ours(1), "{}").status()).isEqualTo(200);
        var paths = new String[] {"/units/3", "/do/refuse-and-count", "/do/sse-that-counts", "/units/-1"};

        for (int i = 0; i < 100; i++) {
            var _ = stage.process(paths[i % paths.length], ours(), "{}").readAll();
        }

        Onlooker.await(() -> stage.inUse() == 0);
        assertCharged(1 + 25 * (3 + 12));
    }
}
