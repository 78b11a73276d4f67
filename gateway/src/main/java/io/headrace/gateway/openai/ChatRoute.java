package io.headrace.gateway.openai;

import io.headrace.gateway.batch.FileBytes;
import io.headrace.transport.Exchange;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.openai.ChatCompletions;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;

/** Chats, whole and in pieces. */
record ChatRoute(RequestBodies bodies, ModelNames models, Clerk clerk, ChatStreaming streaming) {

    void complete(Exchange exchange) throws IOException, InterruptedException, Refused, UnreadableException {
        bodies.<UnreadableException>document(exchange, json -> {
            var asked = ChatCompletions.decode(json);
            var request = (BatchRequest.Llm) models.meant(asked.request());
            if (clerk.leaves(exchange, request, FileBytes.NONE)) {
                return;
            }
            if (request.stream()) {
                var work = clerk.submit(exchange, request, FileBytes.NONE);
                streaming.send(exchange, work, request, asked.usageWanted());
            } else {
                whole(exchange, request);
            }
        });
    }

    private void whole(Exchange exchange, BatchRequest.Llm request)
            throws IOException, InterruptedException, Refused, UnreadableException {
        var done = clerk.answer(exchange, request, FileBytes.NONE);
        if (!(done.reply() instanceof BatchReply.Completion(var reply))) {
            throw Clerk.otherThanAsked(request);
        }
        Answers.text(exchange, Answers.JSON, ChatCompletions.encode(reply), done.modelKind());
    }
}
