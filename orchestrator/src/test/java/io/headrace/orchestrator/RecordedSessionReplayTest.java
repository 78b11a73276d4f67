package io.headrace.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.payments.Price;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServerConfig;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.PaymentResultCodec;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.net.PaymentResult;
import io.headrace.wire.realtime.SessionAnswer;
import io.headrace.wire.realtime.SessionAnswerCodec;
import io.headrace.wire.replay.AnswerComparison;
import io.headrace.wire.replay.IntendedDifference;
import io.headrace.wire.replay.RawAnswer;
import io.headrace.wire.replay.RawConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What existing gateways asked of an orchestrator for live sessions and paid for them, asked of ours, with TLS and money. */
class RecordedSessionReplayTest {

    private final PaidSetup setup = new PaidSetup();
    private final PlayedRunners runners = new PlayedRunners(1);
    private LocalOrchestrator orchestrator;
    private ExistingGateway gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        orchestrator = LocalOrchestrator.live(runners, setup.billing, secured(folder));
        gateway = new ExistingGateway(orchestrator, setup);
    }

    private static UnaryOperator<OrchestratorConfig> secured(Path folder) throws Exception {
        var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        return _ -> OrchestratorConfig.listening(HttpServerConfig.tls("127.0.0.1", 0, certificate));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        orchestrator.close();
    }

    private OrchestratorInfo offer() {
        return new LiveGateway(orchestrator, setup.gateway).info();
    }

    @ParameterizedTest
    @CsvSource({"E-071", "J-003"})
    void makesAnOffer(String id) throws Exception {
        var recorded = RecordedExchanges.named(id);

        var answer = gateway.ask(recorded);

        var theirs = fields(io.headrace.wire.net.OrchestratorInfo.parseFrom(
                recorded.response().grpcMessages().getFirst()));
        var ours = fields(info(answer));
        IntendedDifference.assertNoOther(OrchestratorDifferences.TABLE, recorded, answer, differences(theirs, ours));
        assertThat(answer.trailers()).containsAllEntriesOf(recorded.response().trailers());
        assertThat(OrchestratorInfoCodec.decode(info(answer)).orElseThrow().ticketParams())
                .isPresent();
    }

    /** After the compression flag and the length. */
    private static io.headrace.wire.net.OrchestratorInfo info(RawAnswer answer) throws InvalidProtocolBufferException {
        return io.headrace.wire.net.OrchestratorInfo.parseFrom(
                Arrays.copyOfRange(answer.body(), 5, answer.body().length));
    }

    /** Up front, with 210 and with 21 tickets: the header of the first has 20 kB and goes on in a second frame. */
    @ParameterizedTest
    @CsvSource({"E-072, 1010", "J-013, 100"})
    void startsASession(String id, long price) throws Exception {
        setup.livePrices.change(Price.of(price, 1), setup.senders.block);
        var recorded = RecordedExchanges.named(id);

        var answer = gateway.start(recorded, offer());

        IntendedDifference.assertNoOther(OrchestratorDifferences.TABLE, recorded, answer);
        var session = SessionAnswerCodec.decode(answer.text());
        var theirs = SessionAnswerCodec.decode(recorded.response().bodyText());
        assertThat(addresses(session)).containsExactlyElementsOf(addresses(theirs));
        var order = runners.orders.getFirst();
        assertThat(order.manifestId()).isEqualTo(session.manifestId());
        assertThat(AnswerComparison.shape(order.request()))
                .isEqualTo(AnswerComparison.shape(
                        RecordedExchanges.named(id.replace("J-013", "J-014").replace("E-072", "E-073"))
                                .request()
                                .bodyText()));
    }

    /** With what is random, and where the node listens, left out. */
    private static List<String> addresses(SessionAnswer session) {
        var channels = session.channels();
        var input = URI.create(channels.input().url());
        return List.of(
                input.getScheme() + " " + input.getPath().replaceAll("[0-9a-f]+$", "{name}"),
                channels.output().url().replace(channels.input().url(), ""),
                channels.control().url().replace(channels.input().url(), ""),
                channels.events().url().replace(channels.input().url(), ""),
                channels.own().toString());
    }

    @ParameterizedTest
    @CsvSource({"E-072, E-091, E-102, 1010", "J-013, J-033, J-039, 100"})
    void takesThePaymentsOfASession(String start, String first, String second, long price) throws Exception {
        setup.livePrices.change(Price.of(price, 1), setup.senders.block);
        var offer = offer();
        var session = SessionAnswerCodec.decode(
                gateway.start(RecordedExchanges.named(start), offer).text());

        for (var id : List.of(first, second)) {
            var recorded = RecordedExchanges.named(id);
            // As in the recording, each payment is made to what was offered in the answer before it.
            offer = id.equals(first) ? offer() : offer;
            var answer = gateway.pay(recorded, offer, session.manifestId());

            var theirs =
                    fields(PaymentResult.parseFrom(recorded.response().body().orElseThrow()));
            IntendedDifference.assertNoOther(
                    OrchestratorDifferences.TABLE,
                    recorded,
                    answer,
                    differences(theirs, fields(PaymentResult.parseFrom(answer.body()))));
            offer = PaymentResultCodec.decode(answer.body()).orElseThrow().orElseThrow();
        }
    }

    @Test
    void refusesASessionForWhichNobodyIsThere(@TempDir Path folder) throws Exception {
        try (var empty = LocalOrchestrator.live(new PlayedRunners(0), new FreeOfCharge(), secured(folder));
                var peer = RawConnection.tls(
                        URI.create(empty.orchestrator.serviceUri()).getPort())) {
            var recorded = RecordedExchanges.named("G-097");

            IntendedDifference.assertNoOther(OrchestratorDifferences.TABLE, recorded, peer.ask(recorded.request()));
        }
    }

    @Test
    void refusesASessionOfNoModel() throws Exception {
        var recorded = RecordedExchanges.named("G-098");
        try (var peer = RawConnection.tls(
                URI.create(orchestrator.orchestrator.serviceUri()).getPort())) {
            IntendedDifference.assertNoOther(OrchestratorDifferences.TABLE, recorded, peer.ask(recorded.request()));
        }
    }

    private static List<String> differences(Set<String> theirs, Set<String> ours) {
        var differences = new ArrayList<String>();
        theirs.stream().filter(field -> !ours.contains(field)).forEach(field -> differences.add("body lacks " + field));
        ours.stream().filter(field -> !theirs.contains(field)).forEach(field -> differences.add("body has " + field));
        return differences;
    }

    /** Of a message, those that say something; of several of a kind, what any of them says. */
    private static Set<String> fields(Message message) {
        var fields = new TreeSet<String>();
        collect("", message, fields);
        return fields;
    }

    private static void collect(String path, Message message, Set<String> fields) {
        message.getAllFields().forEach((field, value) -> {
            var name = path + field.getName();
            switch (value) {
                case Message nested -> collect(name + ".", nested, fields);
                case List<?> several ->
                    several.forEach(each -> {
                        if (each instanceof Message nested) {
                            collect(name + ".", nested, fields);
                        } else {
                            fields.add(name);
                        }
                    });
                default -> fields.add(name);
            }
        });
    }
}
