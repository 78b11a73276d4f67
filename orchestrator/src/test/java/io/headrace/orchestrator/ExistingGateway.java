package io.headrace.orchestrator;

import io.headrace.media.ManifestId;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.payments.Payment;
import io.headrace.wire.Decoded;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.replay.RawAnswer;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An existing gateway: it sends to one orchestrator what was recorded, over HTTP/2 as it was recorded. Replaced is only what
 * cannot be used twice: the host, the token and what it signs, and the tickets, of which there are as many as there were.
 */
final class ExistingGateway implements Closeable {

    private final RawHttp2 connection;
    private final String authority;
    private final PaidSetup setup;

    ExistingGateway(LocalOrchestrator to, PaidSetup setup) throws IOException, GeneralSecurityException {
        var service = URI.create(to.orchestrator.serviceUri());
        this.connection = new RawHttp2(service.getPort());
        this.authority = service.getAuthority();
        this.setup = setup;
    }

    /** What needs no papers. */
    RawAnswer ask(RecordedExchange recorded) throws IOException {
        return ask(recorded, Map.of());
    }

    /** The start of a session. */
    RawAnswer start(RecordedExchange recorded, OrchestratorInfo offer) throws IOException {
        return ask(recorded, papers(recorded, offer));
    }

    /** A request of which not all bytes were kept. */
    RawAnswer start(RecordedExchange recorded, OrchestratorInfo offer, byte[] body) throws IOException {
        return ask(recorded, papers(recorded, offer), body);
    }

    /** A payment for the session that runs. */
    RawAnswer pay(RecordedExchange recorded, OrchestratorInfo offer, String session) throws IOException {
        return ask(recorded, papers(recorded, offer, Optional.of(session)));
    }

    private RawAnswer ask(RecordedExchange recorded, Map<String, String> replaced) throws IOException {
        return ask(recorded, replaced, recorded.request().body().orElse(new byte[0]));
    }

    private RawAnswer ask(RecordedExchange recorded, Map<String, String> replaced, byte[] body) throws IOException {
        var head = new LinkedHashMap<String, String>();
        recorded.request().headers().forEach((name, value) -> {
            if (name.startsWith(":")) {
                head.put(name, name.equals(":authority") ? authority : value);
            }
        });
        recorded.request().headers().forEach((name, value) -> {
            if (!name.startsWith(":")) {
                head.put(name, replaced.getOrDefault(name, value));
            }
        });
        return connection.ask(head, body);
    }

    /** What signs and pays the start of a session, in place of the recorded headers. */
    Map<String, String> papers(RecordedExchange recorded, OrchestratorInfo offer) {
        return papers(recorded, offer, Optional.empty());
    }

    private Map<String, String> papers(RecordedExchange recorded, OrchestratorInfo offer, Optional<String> session) {
        var said = read(SegmentCredentialCodec.decodeHeader(header(recorded, SegmentCredentialCodec.HEADER)));
        var credential = SegmentCredential.ofPayment(
                        session.map(ManifestId::new).orElse(said.manifest()),
                        said.capabilities(),
                        offer.token().orElseThrow())
                .signedBy(setup.gateway);
        var papers = new LinkedHashMap<String, String>();
        papers.put("livepeer-segment", SegmentCredentialCodec.encodeHeader(credential));
        papers.put("livepeer-payment", PaymentCodec.encodeHeader(payment(recorded, offer)));
        return papers;
    }

    private Payment payment(RecordedExchange recorded, OrchestratorInfo offer) {
        var said = read(PaymentCodec.decodeHeader(header(recorded, PaymentCodec.HEADER)));
        // Who had credit left in the recording has none here, and brings a ticket.
        var nonces = said.batch()
                .map(batch -> batch.stubs().stream()
                        .mapToLong(Payment.Stub::senderNonce)
                        .toArray())
                .orElse(new long[] {1});
        return TicketBook.payment(
                setup.gateway, offer.price().orElseThrow(), offer.ticketParams().orElseThrow(), nonces);
    }

    private static String header(RecordedExchange recorded, String name) {
        return recorded.request().header(name).orElseThrow();
    }

    private static <T> T read(Decoded<T> decoded) {
        if (decoded instanceof Decoded.Value<T>(var value)) {
            return value;
        }
        throw new AssertionError("Recorded papers cannot be read: " + decoded);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
