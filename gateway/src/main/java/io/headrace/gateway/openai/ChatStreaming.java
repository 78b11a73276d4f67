package io.headrace.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.BatchWork;
import io.headrace.transport.AnswerBody;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.wire.batch.BatchRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;

/**
 * Answers a chat in pieces, with comments while none comes. A failure before the first piece is a status, unless the
 * client has waited so long that the answer had to begin; from then on it is told within. What comes together is told
 * together, and nothing is gathered: a client that takes pieces slowly slows the model down, and one that takes none is left.
 *
 * @param beginning the answer begins after so long, whether or not there is a piece
 * @param heartbeat how often a waiting client hears a comment
 */
record ChatStreaming(Duration beginning, Duration heartbeat) {

    private static final String COMMENT = ": waiting\n\n";
    private static final String MEDIA_TYPE = "text/event-stream";

    /** Blocks until all is told. The job does not outlive this call. */
    void send(Exchange exchange, BatchWork work, BatchRequest.Llm request, boolean usageWanted)
            throws IOException, InterruptedException, Refused {
        var awaited = new FutureTask<>(work::await);
        Thread.ofVirtual().name("chat " + work.id()).start(awaited);
        try {
            var pieces = new AwaitedChat(awaited, request);
            var first = pieces.outcome(beginning);
            var headers = headers(first, request);
            work.telling(exchange.body().endNanos());
            tell(exchange.begin(200, headers), pieces, usageWanted);
        } finally {
            work.cancel();
            awaited.cancel(true);
        }
    }

    private static Headers headers(Optional<BatchOutcome> first, BatchRequest.Llm request) throws Refused {
        var modelKind = Optional.<String>empty();
        if (first.isPresent()) {
            modelKind = switch (first.get()) {
                case BatchOutcome.Chat chat -> chat.modelKind();
                case BatchOutcome.Failed failed -> throw Clerk.refused(failed);
                case BatchOutcome.Done _ -> throw Clerk.otherThanAsked(request);
            };
        }
        return Answers.headers(MEDIA_TYPE, modelKind)
                .with("Cache-Control", "no-cache")
                .with("X-Accel-Buffering", "no");
    }

    /** An answer that cannot be told to its end is not closed: its client sees it break off. */
    private void tell(AnswerBody answer, AwaitedChat pieces, boolean usageWanted)
            throws IOException, InterruptedException {
        var telling = ChatTelling.beginning(usageWanted);
        while (!telling.over()) {
            var together = pieces.next(heartbeat);
            var text = new StringBuilder(together.isEmpty() ? COMMENT : "");
            for (int i = 0; i < together.size() && !telling.over(); i++) {
                var told = telling.after(together.get(i));
                told.events().forEach(event -> text.append(event.text()));
                telling = told.telling();
            }
            answer.write(ByteBuffer.wrap(text.toString().getBytes(UTF_8)));
        }
        answer.close();
    }
}
