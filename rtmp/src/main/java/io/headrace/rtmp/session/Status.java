package io.headrace.rtmp.session;

/** The codes by which clients are told what became of a call (RTMP 1.0, section 7.2.2, and the practice of servers). */
enum Status {
    CONNECTED("NetConnection.Connect.Success"),
    SHUTDOWN("NetConnection.Connect.AppShutdown"),
    STARTED("NetStream.Publish.Start"),
    DENIED("NetStream.Publish.Denied"),
    BAD_NAME("NetStream.Publish.BadName"),
    FAILED("NetStream.Failed"),
    PLAY_FAILED("NetStream.Play.Failed");

    private final String code;

    Status(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
