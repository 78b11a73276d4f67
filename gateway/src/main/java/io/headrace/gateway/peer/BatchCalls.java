package io.headrace.gateway.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.peer.OrchestratorPeer.BatchCall;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.pipeline.Progress;
import io.headrace.pipeline.ProgressQuestion;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.OpenCall;
import io.headrace.transport.TransportException;
import io.headrace.transport.address.AddressRules;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.batch.price.CountingHeader;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.batch.reply.ProgressDocument;
import io.headrace.wire.batch.result.ResultHeaders;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * What is said over HTTP about batch requests (pipelines section 3.3). A small request is sent at once, a large one piece by
 * piece, and its answer is read as it comes. Blocks its virtual thread; an interrupt gives the exchange up.
 */
final class BatchCalls {

    private static final Duration PATIENCE_WITH_PROGRESS = Duration.ofSeconds(5);
    private static final int PIECE = 64 * 1024;

    private final HttpClient http;

    BatchCalls(HttpClient http) {
        this.http = http;
    }

    Answer send(BatchCall call) throws PeerException {
        var uri = NetworkPeer.path(call.service(), call.path());
        var limits = new HttpCall.Limits(call.patience(), call.patience(), BatchReplyCodec.MAX_LENGTH);
        var head = HttpCall.post(uri, headers(call), limits);
        try (var body = call.body().open()) {
            var first = body.readNBytes(PIECE);
            // Not in a try of its own: once the body is complete the call lives on in its answer.
            return first.length < PIECE
                    ? whole(http.openWhole(head, ByteBuffer.wrap(first)), call)
                    : inPieces(http.open(head), first, body, call);
        } catch (TransportException failed) {
            throw new PeerException(
                    NetworkPeer.reason(failed), NetworkPeer.sent(failed), uri + ": " + failed.getMessage(), failed);
        } catch (IOException failed) {
            throw new PeerException(
                    Reason.PEER_LOST, Sent.PERHAPS, "the request for " + uri + ": " + failed.getMessage(), failed);
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
            throw new PeerException(Reason.TIMEOUT, Sent.PERHAPS, uri + " was given up");
        }
    }

    private static Answer whole(OpenCall open, BatchCall call) throws IOException, InterruptedException {
        try (open) {
            call.uploaded().run();
            return open.answer();
        }
    }

    private static Answer inPieces(OpenCall open, byte[] first, InputStream body, BatchCall call)
            throws IOException, InterruptedException {
        try (open) {
            boolean wanted = open.write(ByteBuffer.wrap(first));
            var piece = new byte[PIECE];
            for (int count = body.read(piece); count > 0 && wanted; count = body.read(piece)) {
                wanted = open.write(ByteBuffer.wrap(piece, 0, count));
            }
            open.finish();
            call.uploaded().run();
            return open.answer();
        }
    }

    private static Headers headers(BatchCall call) {
        var plain = Headers.contentType(call.contentType())
                .with(ResultHeaders.AUTHORIZATION, ResultHeaders.PROTOCOL)
                .with(CountingHeader.NAME, CountingHeader.OWN)
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(call.credential()));
        var headers = call.progressName()
                .map(name -> plain.with(ProgressQuestion.HEADER, name))
                .orElse(plain);
        return call.payment()
                .map(payment -> headers.with(PaymentCodec.HEADER, PaymentCodec.encodeHeader(payment)))
                .orElseGet(() -> headers.with(PaymentCodec.HEADER, ""));
    }

    Optional<Progress> progress(URI service, String name) throws InterruptedException {
        var uri = NetworkPeer.path(service, ProgressQuestion.PATH + name);
        var limits = new HttpCall.Limits(PATIENCE_WITH_PROGRESS, PATIENCE_WITH_PROGRESS, ProgressQuestion.MAX_BYTES);
        try (var answer = http.send(HttpCall.get(uri, limits))) {
            return answer.status() == 200
                    ? Optional.of(ProgressDocument.decode(new String(answer.readAll(), UTF_8)))
                    : Optional.empty();
        } catch (UnreadableException | IOException silent) {
            return Optional.empty();
        }
    }

    void download(URI file, Optional<AddressRules> within, Path target, long mostBytes, Duration patience)
            throws PeerException {
        var anywhere = HttpCall.get(file, new HttpCall.Limits(patience, patience, mostBytes));
        try (var answer = http.send(within.map(anywhere::within).orElse(anywhere))) {
            if (answer.status() != 200) {
                throw new PeerException(Reason.RESULT_LOST, Sent.PERHAPS, file + " answered " + answer.status());
            }
            try (var bytes = answer.body()) {
                Files.copy(bytes, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (TransportException failed) {
            // That another host is silent does not mean that the orchestrator is.
            var reason = within.isPresent() ? Reason.RESULT_LOST : NetworkPeer.reason(failed);
            throw new PeerException(reason, Sent.PERHAPS, file + ": " + failed.getMessage(), failed);
        } catch (IOException failed) {
            throw new PeerException(Reason.RESULT_LOST, Sent.PERHAPS, file + ": " + failed.getMessage(), failed);
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
            throw new PeerException(Reason.TIMEOUT, Sent.PERHAPS, file + " was given up");
        }
    }
}
