package io.headrace.wire.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.SecretSource;
import io.headrace.crypto.Signatures;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import io.headrace.pipeline.Metering;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.text.UnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What existing nodes said about jobs of registered containers: what we read of it, we write to the same bytes. */
class RecordedJobsTest {

    private static final EthAddress GATEWAY = EthAddress.parse("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");

    static Stream<RecordedExchange> forwarded() {
        return RecordedExchanges.all()
                .filter(exchange -> exchange.direction().equals("gateway -> orchestrator"))
                .filter(exchange -> exchange.request().header(JobHeader.HEADER).isPresent());
    }

    private static JobHeader job(RecordedExchange exchange) throws UnreadableException {
        return JobHeader.decode(exchange.request().header(JobHeader.HEADER).orElseThrow());
    }

    @Test
    void jobsAndStreamsAreThere() {
        assertThat(forwarded().map(RecordedExchange::path).distinct()).hasSizeGreaterThan(4);
    }

    @ParameterizedTest
    @MethodSource("forwarded")
    void writesJobsAsTheyWereRead(RecordedExchange exchange) throws Exception {
        assertThat(job(exchange).encode())
                .isEqualTo(exchange.request().header(JobHeader.HEADER).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("forwarded")
    void knowsTheSignaturesOfExistingGateways(RecordedExchange exchange) throws Exception {
        var job = job(exchange);

        assertThat(job.senderAddress()).contains(GATEWAY);
        assertThat(job.isSigned(Signatures::signedBy)).isTrue();
        assertThat(job.isFreshlySigned(Signatures::signedBy)).isFalse();
    }

    @Test
    void understandsAJob() throws Exception {
        var job = job(RecordedExchanges.named("G-074"));

        assertThat(job.capability()).isEqualTo("echo-cap");
        assertThat(job.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(job.search()).isEqualTo(new JobHeader.SearchTimes(Duration.ofSeconds(1), Duration.ofMillis(500)));
        assertThat(job.streamId()).isEmpty();
        assertThat(JobParameters.decode(job.parameters())).isEqualTo(JobParameters.NONE);
        assertThat(job(RecordedExchanges.named("G-115")).streamId()).isEqualTo("bs1-861ae4c9");
        assertThat(JobParameters.decode(job(RecordedExchanges.named("G-106")).parameters()))
                .isEqualTo(new JobParameters(List.of(), List.of(), true, true, true));
    }

    @Test
    void readsWhatAClientSendsWithoutASignature() throws Exception {
        var asked = job(RecordedExchanges.named("G-072"));
        var forwarded = job(RecordedExchanges.named("G-074"));

        assertThat(asked.isSigned(Signatures::signedBy)).isFalse();
        assertThat(asked.signInput()).isEqualTo(forwarded.signInput());
    }

    @ParameterizedTest
    @CsvSource({"G-083, UNPARSABLE", "G-084, NO_JSON_REQUEST"})
    void refusesJobsInTheWordsOfExistingGateways(String id, JobRefusal refusal) {
        var exchange = RecordedExchanges.named(id);

        assertThatThrownBy(() -> job(exchange))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        reason -> assertThat(refusal.body(reason.sentence()))
                                .isEqualTo(exchange.response().bodyText()));
        assertThat(refusal.status()).isEqualTo(exchange.status());
    }

    @ParameterizedTest
    @CsvSource({
        "G-068, REGISTRATION_SECRET, ''",
        "G-070, METHOD, ''",
        "G-082, NO_ORCHESTRATORS, nosuch",
        "G-085, NO_SENDER, ''",
        "G-087, METHOD, ''",
        "G-088, CREDENTIALS, ''",
        "G-090, REGISTRATION_SECRET, ''",
        "G-117, NO_STREAM, ''",
        "G-128, NO_STREAM, ''"
    })
    void refusesInTheWordsOfExistingNodes(String id, JobRefusal refusal, String rest) {
        var exchange = RecordedExchanges.named(id);

        assertThat(refusal.body(rest)).isEqualTo(exchange.response().bodyText());
        assertThat(refusal.status()).isEqualTo(exchange.status());
    }

    @Test
    void signsAllOfAJobOnce() throws Exception {
        var key = PrivateKey.generate(SecretSource.system());
        var terms = new FreshProof.Terms(Instant.ofEpochSecond(1_800_000_000), "n1", Hash256.ZERO);
        var mine = job(RecordedExchanges.named("G-072")).signedBy(key, terms);

        var read = JobHeader.decode(mine.encode());

        assertThat(read).isEqualTo(mine);
        assertThat(read.isSigned(Signatures::signedBy)).isTrue();
        assertThat(read.isFreshlySigned(Signatures::signedBy)).isTrue();
        for (var forged : List.of(
                with(mine, "other-cap", mine.timeout(), terms),
                with(mine, mine.capability(), Duration.ofSeconds(11), terms),
                with(
                        mine,
                        mine.capability(),
                        mine.timeout(),
                        new FreshProof.Terms(terms.expires(), "n2", terms.body())),
                with(
                        mine,
                        mine.capability(),
                        mine.timeout(),
                        new FreshProof.Terms(terms.expires().plusSeconds(1), "n1", terms.body())))) {
            assertThat(forged.isSigned(Signatures::signedBy)).isTrue();
            assertThat(forged.isFreshlySigned(Signatures::signedBy)).isFalse();
        }
    }

    private static JobHeader with(JobHeader job, String capability, Duration timeout, FreshProof.Terms terms) {
        var signature = job.fresh().orElseThrow().signature();
        return new JobHeader(
                job.id(),
                job.request(),
                job.parameters(),
                capability,
                timeout,
                job.sender(),
                job.signature(),
                job.search(),
                Optional.of(new FreshProof(terms, signature)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%", "bm90IGpzb24=", "W10=", "bnVsbA=="})
    void refusesHeadersThatAreNone(String header) {
        assertThatThrownBy(() -> JobHeader.decode(header)).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> SenderProof.decodeHeader(header)).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 86_401})
    void refusesTimesThatMakeNoSense(long seconds) {
        var json = "{\"request\":\"{}\",\"timeout_seconds\":" + seconds + "}";

        assertThatThrownBy(() -> JobHeader.decode(JobBody.toHeader(json))).hasMessageContaining("1 to 86400");
    }

    @Test
    void choosesOrchestratorsAsTheClientWants() throws Exception {
        var only = JobParameters.decode(
                "{\"orchestrators\":{\"include\":[\"https://a\",\"https://b\"]," + "\"exclude\":[\"https://b\"]}}");

        assertThat(List.of("https://a", "https://b", "https://c"))
                .filteredOn(only::allows)
                .containsExactly("https://a");
        assertThat(JobParameters.decode("").allows("https://c")).isTrue();
    }

    @Test
    void readsAndWritesATokenAndItsHeader() throws Exception {
        var exchange = RecordedExchanges.named("G-073");
        var header = exchange.request().header(SenderProof.HEADER).orElseThrow();
        var token = JobTokenCodec.decode(exchange.response().bodyText());

        assertThat(JobTokenCodec.encode(token)).isEqualTo(exchange.response().bodyText());
        assertThat(SenderProof.decodeHeader(header).encodeHeader()).isEqualTo(header);
        assertThat(SenderProof.decodeHeader(header)).isEqualTo(token.sender());
        assertThat(token.sender().isSigned(Signatures::signedBy)).isTrue();
        assertThat(token.price()).isEqualTo(Price.of(1_010, 1));
        assertThat(token.freeCapacity()).isEqualTo(2);
        assertThat(token.offer().orElseThrow().creation().round()).isEqualTo(5);
    }

    @Test
    void keepsMembersThatExistingGatewaysCannotMiss() throws Exception {
        var token = new JobToken(
                SenderProof.unsigned(GATEWAY),
                Optional.empty(),
                Wei.ZERO,
                Price.FREE,
                Metering.BY_SECOND,
                "https://h",
                0);

        var json = JobTokenCodec.encode(token);

        assertThat(json).contains("\"ticket_params\":{},\"price\":{\"pixelsPerUnit\":1}");
        assertThat(JobTokenCodec.decode(json)).isEqualTo(token);
        assertThat(JobTokenCodec.decode("{}").offer()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"balance\":-1}",
                "{\"ticket_params\":{\"recipient\":\"AA==\"}}",
                "{\"ticket_params\":{\"recipient\":\"%\"}}",
                "{\"price\":{\"pricePerUnit\":-1}}",
                "[]"
            })
    void refusesTokensThatAreNone(String json) {
        assertThatThrownBy(() -> JobTokenCodec.decode(json)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void takesSignaturesOfNodesWithoutAKeyForNone() {
        for (var signature : List.of("", "0x", "0x00", "zz")) {
            assertThat(new SenderProof(GATEWAY.toString(), signature).isSigned(Signatures::signedBy))
                    .isFalse();
        }
        assertThat(new SenderProof("nobody", "").sender()).isEmpty();
    }

    @Test
    void writesHeadersInPlainBase64() throws Exception {
        var json = new String(
                Base64.getDecoder().decode(job(RecordedExchanges.named("G-074")).encode()), UTF_8);

        assertThat(json).startsWith("{\"id\":\"\",\"request\":").doesNotContain("headrace");
    }
}
