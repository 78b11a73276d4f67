package io.headrace.node.process;

import java.io.IOException;
import java.io.InputStream;

/** Ends a role's process when its supervisor is gone, however it went: the pipe between them closes with it. */
public final class ParentWatch {

    private ParentWatch() {}

    /** @param input the standard input that the supervisor holds open and never writes to */
    public static void endWith(InputStream input, Runnable end) {
        Thread.ofPlatform().daemon().name("parent watch").start(() -> {
            try {
                while (input.read() >= 0) {
                    // Nothing is ever said on this pipe.
                }
            } catch (IOException gone) {
                // As good as its end.
            }
            end.run();
        });
    }
}
