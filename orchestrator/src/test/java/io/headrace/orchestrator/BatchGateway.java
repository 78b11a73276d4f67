package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.Signer;
import io.headrace.media.ManifestId;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.payments.Payment;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.wire.InfoRequest;
import io.headrace.wire.InfoRequestCodec;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.batch.price.CountingHeader;
import io.headrace.wire.batch.result.ResultHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** What a gateway does towards one orchestrator for requests to a model, step by step. */
final class BatchGateway {

    static final String BOUNDARY = "0123456789abcdef";

    private final LocalOrchestrator to;
    private final Optional<Signer> signer;
    private final TestGateway plain;
    private final Pipeline pipeline;
    private final String model;
    private final AtomicLong nonces = new AtomicLong();
    private volatile Optional<OrchestratorInfo> offer = Optional.empty();

    BatchGateway(LocalOrchestrator to, Optional<Signer> signer, Pipeline pipeline, String model) {
        this.to = to;
        this.signer = signer;
        this.plain = signer.map(key -> new TestGateway(to, key)).orElseGet(() -> new TestGateway(to));
        this.pipeline = pipeline;
        this.model = model;
    }

    Capabilities needed() {
        return Capabilities.requestModel(pipeline.capability().orElseThrow(), model, "0.9.1-176aa415");
    }

    /** A new offer, to which later payments are made. */
    OrchestratorInfo info() {
        var needed = needed();
        var request = signer.map(key -> InfoRequest.signed(key, needed)).orElseGet(() -> InfoRequest.offChain(needed));
        var info = OrchestratorInfoCodec.decode(plain.stub().getOrchestrator(InfoRequestCodec.encode(request)))
                .orElseThrow();
        offer = Optional.of(info);
        nonces.set(0);
        return info;
    }

    private OrchestratorInfo offer() {
        return offer.orElseGet(this::info);
    }

    /** With so many tickets. */
    Headers papers(int tickets) {
        var info = offer();
        var manifest = pipeline.capability().orElseThrow().id() + "_" + model;
        var credential = plain.signed(SegmentCredential.ofPayment(
                new ManifestId(manifest), needed(), info.token().orElseThrow()));
        var headers = Headers.of(ResultHeaders.AUTHORIZATION, ResultHeaders.PROTOCOL)
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(credential));
        return signer.map(key ->
                        headers.with(PaymentCodec.HEADER, PaymentCodec.encodeHeader(payment(info, key, tickets))))
                .orElse(headers);
    }

    private Payment payment(OrchestratorInfo info, Signer key, int tickets) {
        if (tickets == 0) {
            return new Payment(key.address(), info.price(), Optional.empty());
        }
        long first = nonces.getAndAdd(tickets) + 1;
        return TicketBook.payment(
                key,
                info.price().orElseThrow(),
                info.ticketParams().orElseThrow(),
                LongStream.range(first, first + tickets).toArray());
    }

    static Headers own(Headers papers) {
        return papers.with(CountingHeader.NAME, CountingHeader.OWN);
    }

    Answer ask(Headers papers, String json) throws Exception {
        return send(papers.with("Content-Type", "application/json"), json.getBytes(UTF_8));
    }

    Answer ask(Headers papers, String fileField, byte[] file, Map<String, String> fields) throws Exception {
        return send(
                papers.with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY),
                form(fileField, file, fields));
    }

    Answer send(Headers headers, byte[] body) throws Exception {
        var call = HttpCall.post(to.uri("/" + pipeline.name()), headers, TestGateway.PATIENT);
        return to.http.send(call, ByteBuffer.wrap(body));
    }

    static byte[] form(String fileField, byte[] file, Map<String, String> fields) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + fileField
                        + "\"; filename=\"a.png\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        form.writeBytes(file);
        fields.forEach((name, value) -> form.writeBytes(
                ("\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value)
                        .getBytes(UTF_8)));
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return form.toByteArray();
    }
}
