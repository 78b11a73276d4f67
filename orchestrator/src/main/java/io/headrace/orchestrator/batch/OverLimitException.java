package io.headrace.orchestrator.batch;

import java.io.IOException;

/** There are more bytes than are taken, of one or of all together. */
final class OverLimitException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Limit limit;

    /** Which one. */
    enum Limit {
        /** This one is too large for anybody. */
        SIZE,
        /** There is no memory left for it now. */
        MEMORY
    }

    OverLimitException(Limit limit, long bytes) {
        super(
                switch (limit) {
                    case SIZE -> "more than " + bytes + " bytes, which is the most taken here";
                    case MEMORY -> "no memory is left for it now";
                });
        this.limit = limit;
    }

    Limit limit() {
        return limit;
    }
}
