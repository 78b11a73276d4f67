package io.headrace.gateway.batch;

import io.headrace.job.selection.Verdict;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.reply.BatchReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a batch request ended. */
public sealed interface BatchOutcome {

    /**
     * The whole answer.
     *
     * @param reply its addresses are paths on this gateway, {@code /stream/{128-bit}/{name}}
     * @param files where the bytes of each address lie, for as long as the gateway keeps results
     * @param modelKind what the runner says that it is: {@code X-Model-Kind}; empty when it does not
     */
    record Done(BatchReply reply, Map<String, Path> files, Optional<String> modelKind) implements BatchOutcome {
        public Done {
            files = Map.copyOf(files);
        }
    }

    /** An answer in pieces, the first of which is there. */
    record Chat(ChatEvents events, Optional<String> modelKind) implements BatchOutcome {}

    /**
     * There is no answer.
     *
     * @param failure its sentence is for the client, and says who was asked and why not
     * @param retryAfter when asking again may help
     * @param asked every orchestrator, and what spoke for or against it; empty when none was asked
     */
    record Failed(BatchFailure failure, Optional<Duration> retryAfter, List<Verdict> asked) implements BatchOutcome {
        public Failed {
            asked = List.copyOf(asked);
        }

        /** Of a client's fault: asking again does not help, and nobody else is to blame. */
        public Failed(BatchFailure failure) {
            this(failure, Optional.empty(), List.of());
        }
    }
}
