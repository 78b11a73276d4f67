package io.headrace.gateway.batch.work;

import io.headrace.gateway.batch.result.ResultShelf;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.chat.TokenUsage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What came back for one try. */
sealed interface Answered {

    /**
     * The whole answer, with its files fetched.
     *
     * @param reply its addresses are paths on this gateway
     * @param files where each address will lie
     * @param draft of its files; empty when it has none
     * @param modelKind what the runner says that it is
     */
    record Whole(
            BatchReply reply, Map<String, Path> files, Optional<ResultShelf.Draft> draft, Optional<String> modelKind)
            implements Answered {}

    /** Its pieces went to the client already. */
    record Streamed(Optional<TokenUsage> usage) implements Answered {}
}
