package io.headrace.orchestrator.ai;

import io.headrace.transport.BodyChunks;
import io.headrace.transport.RequestBody;
import java.io.IOException;

/** Hands a worker's answer on as it arrives, on the thread of the worker's request. Silence is a matter of its reader's. */
record AnswerIntake(RequestBody body, AnswerPipe answer) {

    /**
     * Waits until all has arrived, or nobody reads it any more.
     *
     * @throws IOException when it breaks off; its reader knows it by then
     */
    AiOutcome take() throws IOException {
        var chunks = body.chunks();
        answer.onOver(chunks::wake);
        try {
            while (true) {
                switch (chunks.next()) {
                    case BodyChunks.Piece.Chunk(var bytes) -> {
                        if (!answer.put(bytes)) {
                            return new AiOutcome.Finished();
                        }
                    }
                    case BodyChunks.Piece.Woken() -> {
                        if (answer.isOver()) {
                            return new AiOutcome.Finished();
                        }
                    }
                    case BodyChunks.Piece.End() -> {
                        answer.finish();
                        return new AiOutcome.Finished();
                    }
                }
            }
        } catch (IOException brokenOff) {
            answer.breakOff("The worker's answer broke off: " + brokenOff.getMessage());
            throw brokenOff;
        }
    }
}
