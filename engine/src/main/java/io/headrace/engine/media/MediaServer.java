package io.headrace.engine.media;

import io.headrace.engine.ChildServer;
import java.io.IOException;

/** Runs {@link MediaWork} at the child's end of the pipe. */
public final class MediaServer {

    private MediaServer() {}

    /** Does not return. */
    public static void serve(MediaWork work) throws IOException, InterruptedException {
        ChildServer.serve((question, parts) -> {
            var task = MediaJson.read(question, Task.class);
            return MediaJson.write(
                    work.answer(task.request(), task.limits(), segment -> parts.accept(MediaJson.write(segment))));
        });
    }
}
