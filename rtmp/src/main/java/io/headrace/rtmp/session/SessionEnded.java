package io.headrace.rtmp.session;

import io.headrace.rtmp.publish.End;
import java.io.IOException;

/** The server ends a session, and tells the client why: status and sentence. */
final class SessionEnded extends IOException {
    private final End how;
    private final Status status;

    SessionEnded(End how, Status status, String sentence) {
        super(sentence);
        this.how = how;
        this.status = status;
    }

    End how() {
        return how;
    }

    Status status() {
        return status;
    }
}
