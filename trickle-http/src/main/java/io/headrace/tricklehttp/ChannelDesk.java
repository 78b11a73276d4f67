package io.headrace.tricklehttp;

import io.headrace.transport.Headers;
import io.headrace.trickle.ChannelName;

/** Says whether a stranger may create or delete a channel over HTTP. Asked by any thread; may block. */
public interface ChannelDesk {
    /** What it says. */
    sealed interface Verdict {
        record Allowed() implements Verdict {}

        /**
         * @param status 400 to 499; others are answered 400
         * @param reason in words for the client
         */
        record Refused(int status, String reason) implements Verdict {}
    }

    Verdict mayCreate(ChannelName name, Headers request);

    Verdict mayDelete(ChannelName name, Headers request);

    /** Has no objections. */
    static ChannelDesk welcoming() {
        return new ChannelDesk() {
            @Override
            public Verdict mayCreate(ChannelName name, Headers request) {
                return new Verdict.Allowed();
            }

            @Override
            public Verdict mayDelete(ChannelName name, Headers request) {
                return new Verdict.Allowed();
            }
        };
    }
}
